namespace Supervision.Conformance.Cases.Processes;

/// <summary>Exit signals that are sent on purpose.</summary>
public sealed class ExitTests
{
    [Fact]
    [OtpCase("P-3", "reference manual", "Exit(self, normal) not trapping / trapping")]
    public void Exit_NormalToOneself_EndsOrIsTrapped() => Orders.Explore(async context =>
    {
        (Pid _, MonitorRef monitor) = context.SpawnMonitor(async self =>
        {
            self.Self.Exit(ExitReason.Normal);
            await Peers.Idle(self);
        });
        await Expect.DownAsync(context, monitor, ExitReason.Normal);

        context.Self.Exit(ExitReason.Normal);

        await Expect.MessageAsync(context, new Signal.Exit(context.Self, ExitReason.Normal));
    });

    [Fact]
    [OtpCase("P-4", "reference manual", "Exit(self, kill) trapping")]
    public void Exit_KillToOneself_Trapping_EndsWithKilled() => Orders.Explore(async context =>
    {
        (Pid _, MonitorRef monitor) = context.SpawnMonitor(async self =>
        {
            self.TrapExits = true;
            self.Self.Exit(ExitReason.Kill);
            await Peers.Idle(self);
        });

        await Expect.DownAsync(context, monitor, ExitReason.Killed);
    });

    [Fact]
    [OtpCase("P-8", "reference manual", "Exit(other, normal): other not trapping / trapping")]
    public void Exit_NormalToAnother_IsNothingOrAMessage() => Orders.Explore(async context =>
    {
        Pid plain = context.Spawn(Peers.Idle);
        Pid trapping = context.Spawn(Peers.Trapping(context.Self), new ProcessOptions { TrapExits = true });

        plain.Exit(ExitReason.Normal);
        trapping.Exit(ExitReason.Normal);

        await Expect.MessageAsync(context, new Peers.Trapped(trapping, new Signal.Exit(context.Self, ExitReason.Normal)));
        await Expect.NothingMoreAsync(context);
        Assert.True(plain.IsAlive && trapping.IsAlive);
    });

    [Fact]
    [OtpCase("P-9", "reference manual", "Exit(other, shutdown) trapping / not")]
    public void Exit_ShutdownToAnother_IsAMessageOrEndsIt() => Orders.Explore(async context =>
    {
        (Pid plain, MonitorRef monitor) = context.SpawnMonitor(Peers.Idle);
        Pid trapping = context.Spawn(Peers.Trapping(context.Self), new ProcessOptions { TrapExits = true });

        plain.Exit(ExitReason.Shutdown);
        await Expect.DownAsync(context, monitor, ExitReason.Shutdown);
        trapping.Exit(ExitReason.Shutdown);

        await Expect.MessageAsync(context, new Peers.Trapped(trapping, new Signal.Exit(context.Self, ExitReason.Shutdown)));
        Assert.True(trapping.IsAlive);
    });

    /// <summary>The counterpart of a process that is not alive directly after it was sent a kill.</summary>
    [Fact]
    public void Kill_Awaited_IsNotAlive() => Orders.Explore(async context =>
    {
        for (int i = 0; i < 50; i++)
        {
            Pid victim = context.Spawn(Peers.Idle);
            Task<ExitReason> ended = victim.WaitForExitAsync();

            victim.Exit(ExitReason.Kill);

            Assert.Equal(ExitReason.Killed, await ended);
            Assert.False(victim.IsAlive);
        }
    });
}
