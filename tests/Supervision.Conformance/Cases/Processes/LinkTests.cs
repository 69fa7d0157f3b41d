using Supervision.Testing;

namespace Supervision.Conformance.Cases.Processes;

/// <summary>Links, and the exit signals that come through them.</summary>
public sealed class LinkTests
{
    [Fact]
    [OtpCase("P-1", "reference manual", "link to a dead pid, trapping")]
    public void Link_ToOneThatIsGone_Trapping_GetsNoProcess() => Orders.Explore(async context =>
    {
        Pid gone = await Peers.GoneAsync(context);

        context.Link(gone);

        await Expect.MessageAsync(context, new Signal.Exit(gone, ExitReason.NoProcess));
        await Expect.NothingMoreAsync(context);
    });

    /// <remarks>OTP raises an error in the caller, which ends with it; here the exit signal always comes.</remarks>
    [Fact]
    [OtpCase("P-2", "reference manual", "link to a dead pid, not trapping")]
    public void Link_ToOneThatIsGone_NotTrapping_EndsWithNoProcess() => Orders.Explore(async context =>
    {
        Pid gone = await Peers.GoneAsync(context);

        (Pid _, MonitorRef monitor) = context.SpawnMonitor(async self =>
        {
            self.Link(gone);
            await Peers.Idle(self);
        });

        await Expect.DownAsync(context, monitor, ExitReason.NoProcess);
    });

    [Fact]
    [OtpCase("P-5", "reference manual", "linked peer dies with reason kill, not trapping / trapping")]
    public void Peer_EndsByItselfWithKill_IsAnOrdinaryReason() => Orders.Explore(async context =>
    {
        Pid peer = context.SpawnLink(Peers.EndsWith(ExitReason.Kill));
        (Pid _, MonitorRef monitor) = context.SpawnMonitor(async self =>
        {
            await Peers.LinkAsync(self, peer);
            context.Self.Send("linked");
            await Peers.Idle(self);
        });
        await Expect.MessageAsync(context, "linked");

        peer.Send("end");

        await Expect.ExitAsync(context, peer, ExitReason.Kill);
        await Expect.DownAsync(context, monitor, ExitReason.Kill);
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-6", "reference manual", "linked peer is explicitly killed, not trapping")]
    public void Peer_IsKilled_EndsALinkedOneWithKilled() => Orders.Explore(async context =>
    {
        (Pid peer, Pid other, MonitorRef monitor) = await LinkedAsync(context);

        peer.Exit(ExitReason.Kill);

        await Expect.DownAsync(context, monitor, ExitReason.Killed);
        Assert.False(other.IsAlive);
    });

    [Fact]
    [OtpCase("P-7", "reference manual", "linked peer ends normally, not trapping")]
    public void Peer_EndsNormally_LeavesALinkedOneAlive() => Orders.Explore(async context =>
    {
        (Pid peer, Pid other, MonitorRef _) = await LinkedAsync(context);

        peer.Send("end");
        await peer.WaitForExitAsync();

        await Expect.NothingMoreAsync(context);
        Assert.True(other.IsAlive);
    });

    [Fact]
    [OtpCase("P-13", "reference manual", "3 links to one process, it dies")]
    public void Link_ThreeTimes_IsToldOnce() => Orders.Explore(async context =>
    {
        Pid peer = context.Spawn(Peers.Idle);
        context.Link(peer);
        context.Link(peer);
        context.Link(peer);

        peer.Exit(Peers.Reason);

        await Expect.MessageAsync(context, new Signal.Exit(peer, Peers.Reason));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-17", "reference manual", "unlink, then peer dies")]
    public void Unlink_BeforeThePeerEnds_NothingComes() => Orders.Explore(async context =>
    {
        Pid peer = context.SpawnLink(Peers.Idle);
        context.Unlink(peer);

        peer.Exit(Peers.Reason);

        await Expect.NothingMoreAsync(context);
        Assert.False(peer.IsAlive);
    });

    [Fact]
    [OtpCase("P-18", "reference manual", "peer died (EXIT queued), then unlink")]
    public void Unlink_AfterThePeerHasEnded_LeavesTheSignalUnlessItIsFlushed() => Orders.Explore(async context =>
    {
        Pid kept = context.SpawnLink(Peers.EndsWith(Peers.Reason));
        Pid flushed = context.SpawnLink(Peers.EndsWith(Peers.Reason));
        kept.Send("end");
        flushed.Send("end");
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        context.Unlink(kept);
        context.Unlink(flushed, flush: true);

        await Expect.MessageAsync(context, new Signal.Exit(kept, Peers.Reason));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-35", "reference manual", "dying process: trapping peer linked and monitoring")]
    public void Peer_LinkedAndMonitored_IsToldBothWaysOnce() => Orders.Explore(async context =>
    {
        Pid peer = context.SpawnLink(Peers.Idle);
        MonitorRef monitor = context.Monitor(peer);

        peer.Exit(Peers.Reason);

        await Expect.ExitAsync(context, peer, Peers.Reason);
        await Expect.DownAsync(context, monitor, Peers.Reason);
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-36", "reference manual", "chain of 100 000 linked non-trapping processes, kill the first")]
    public void Chain_OfAHundredThousandLinks_DiesFromEndToEnd()
    {
        const int Length = 100_000;
        using Simulation simulation = new(new SimulationOptions { MaxSteps = 20 * Length });
        Pid first = simulation.Runtime.Spawn(self => Grow(self, Length - 1));
        simulation.RunUntilIdle();
        Assert.Equal(Length, simulation.Runtime.ProcessCount);

        first.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.Equal(0, simulation.Runtime.ProcessCount);
        Assert.Equal(Length, simulation.Exits.Count(exit => exit.Reason == ExitReason.Killed));

        static Task Grow(ProcessContext self, int more)
        {
            if (more > 0)
            {
                self.SpawnLink(next => Grow(next, more - 1));
            }

            return Peers.Idle(self);
        }
    }

    [Fact]
    [OtpCase("P-37", "reference manual", "first exit signal wins: two different reasons in flight")]
    public void Signals_TwoInFlight_OneReasonIsSeenByAll() => Orders.Explore(async context =>
    {
        ExitReason other = new ExitReason.Custom("other");
        Pid victim = context.SpawnLink(Peers.Idle);
        MonitorRef monitor = context.Monitor(victim);
        Pid observer = context.Spawn(async self =>
        {
            self.TrapExits = true;
            await Peers.LinkAsync(self, victim);
            context.Self.Send("linked");
            context.Self.Send(await self.ReceiveAsync<Signal.Exit>());
        });
        await Expect.MessageAsync(context, "linked");

        context.Spawn(Kills(victim, Peers.Reason));
        context.Spawn(Kills(victim, other));

        Signal.Exit linked = await context.ReceiveAsync<Signal.Exit>(signal => signal.From == victim);
        Signal.Exit observed = await context.ReceiveAsync<Signal.Exit>(signal => signal.From == victim);
        Assert.Contains(linked.Reason, new[] { Peers.Reason, other });
        Assert.Equal(linked.Reason, observed.Reason);
        await Expect.DownAsync(context, monitor, linked.Reason);
        Assert.Equal(linked.Reason, Assert.Single(context.Simulation.Exits, exit => exit.Pid == victim).Reason);
        await Expect.NothingMoreAsync(context);
        Assert.False(observer.IsAlive);
    });

    private static Func<ProcessContext, Task> Kills(Pid victim, ExitReason reason) => _ =>
    {
        victim.Exit(reason);
        return Task.CompletedTask;
    };

    /// <summary>Two that are linked and do not trap exits; the first ends normally when it is sent anything, the second is monitored.</summary>
    private static async Task<(Pid Peer, Pid Other, MonitorRef Monitor)> LinkedAsync(ProcessContext context)
    {
        Pid peer = context.Spawn(Peers.EndsWith(ExitReason.Normal));
        (Pid other, MonitorRef monitor) = context.SpawnMonitor(async self =>
        {
            await Peers.LinkAsync(self, peer);
            context.Self.Send("linked");
            await Peers.Idle(self);
        });
        await Expect.MessageAsync(context, "linked");
        return (peer, other, monitor);
    }
}
