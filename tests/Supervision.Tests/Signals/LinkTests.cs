using Supervision.Testing;

namespace Supervision.Tests.Signals;

/// <summary>Links: symmetric, one to a pair, gone with either end.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Link_MadeThreeTimes_OneDeathIsToldOnce() => Seeds.Explore(async context =>
    {
        context.TrapExits = true;
        Pid peer = context.Spawn(Bodies.EndsWith(ExitReason.Shutdown));
        context.Link(peer);
        context.Link(peer);
        context.Link(peer);

        peer.Send("end");

        Assert.Equal(new Signal.Exit(peer, ExitReason.Shutdown), await context.ReceiveAsync<Signal.Exit>());
        Assert.Null(await context.TryReceiveAsync<Signal.Exit>(TimeSpan.FromSeconds(1)));
    });

    [Fact]
    public void Link_ToSelf_DoesNothing() => Seeds.Explore(
        async context =>
        {
            context.Link(context.Self);

            Assert.Empty((await context.Runtime.InfoAsync(context.Self))!.Links);
        },
        seeds: 3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Link_ToProcessThatIsGone_DeliversNoProcess(bool wasAlive) => Seeds.Explore(async context =>
    {
        context.TrapExits = true;
        Pid gone = Pid.None;
        if (wasAlive)
        {
            gone = context.Spawn(_ => Task.CompletedTask);
            await gone.WaitForExitAsync();
        }

        context.Link(gone);

        Assert.Equal(new Signal.Exit(gone, ExitReason.NoProcess), await context.ReceiveAsync<Signal.Exit>());
        Assert.Empty((await context.Runtime.InfoAsync(context.Self))!.Links);
    });

    [Fact]
    public void Link_ToProcessThatIsGone_EndsOneThatDoesNotTrap()
    {
        using Simulation simulation = new();
        Pid linker = simulation.Runtime.Spawn(async context =>
        {
            context.Link(Pid.None);
            await Bodies.Idle(context);
        });
        simulation.RunUntilIdle();

        Assert.Equal([(linker, ExitReason.NoProcess)], simulation.Exits);
    }

    [Fact]
    [Trait("Bug", "12")]
    public void Unlink_WhilePeerDies_NoExitFollows() => Seeds.Explore(async context =>
    {
        context.TrapExits = true;
        Pid peer = context.SpawnLink(Bodies.EndsWith(ExitReason.Shutdown));
        peer.Send("end");

        context.Unlink(peer, flush: true);

        Assert.Null(await context.TryReceiveAsync<Signal.Exit>(TimeSpan.FromSeconds(1)));
    });

    [Fact]
    public void Unlink_AfterExitIsInTheMailbox_LeavesItUnlessFlushed()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            Pid kept = context.SpawnLink(_ => Task.CompletedTask);
            Pid flushed = context.SpawnLink(_ => Task.CompletedTask);
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            context.Unlink(kept);
            context.Unlink(flushed, flush: true);

            Assert.Equal(kept, (await context.ReceiveAsync<Signal.Exit>()).From);
            Assert.Null(await context.TryReceiveAsync<Signal.Exit>(TimeSpan.Zero));
        });
    }

    [Fact]
    public void Unlink_ThenCallerDies_PeerHearsNothing() => Seeds.Explore(async context =>
    {
        List<object> heard = [];
        Pid peer = context.Spawn(Bodies.Collects(heard), new ProcessOptions { TrapExits = true });
        Pid caller = context.Spawn(self =>
        {
            self.Link(peer);
            self.Unlink(peer);
            throw new InvalidOperationException("boom");
        });
        await caller.WaitForExitAsync();
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Empty(heard);
        Assert.True(peer.IsAlive);
    });

    [Fact]
    [Trait("Bug", "13")]
    public void Link_FromBothSidesAtOnce_OneDeathIsToldOnce() => Seeds.Explore(async context =>
    {
        List<object> heard = [];
        TaskCompletionSource go = new();
        Pid first = context.Spawn(async self =>
        {
            self.TrapExits = true;
            Pid peer = await self.ReceiveAsync<Pid>(pid => true);
            self.Link(peer);
            await Bodies.Collects(heard)(self);
        });
        Pid second = context.Spawn(async self =>
        {
            self.Link(first);
            await self.ReceiveAsync<string>();
        });
        first.Send(second);
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        second.Send("end");
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([new Signal.Exit(second, ExitReason.Normal)], heard);
        Assert.Empty((await context.Runtime.InfoAsync(first))!.Links);
    });

    [Fact]
    [Trait("Bug", "13")]
    public void LinkAndUnlink_FromBothSidesInAnyOrder_BothOrNeitherHaveTheLink() => Seeds.Explore(simulation =>
    {
        Random random = new((int)(simulation.Seed ?? 0));
        Pid first = simulation.Runtime.Spawn(Linker);
        Pid second = simulation.Runtime.Spawn(Linker);
        for (int i = 0; i < 8; i++)
        {
            (Pid from, Pid to) = random.Next(2) == 0 ? (first, second) : (second, first);
            from.Send((random.Next(2) == 0, to));
        }

        simulation.RunUntilIdle();

        IReadOnlyList<Pid> ofFirst = LinksOf(simulation, first);
        IReadOnlyList<Pid> ofSecond = LinksOf(simulation, second);
        Assert.Equal(ofFirst.Count, ofSecond.Count);
        Assert.All(ofFirst, link => Assert.Equal(second, link));
        Assert.True(ofFirst.Count <= 1, "a pair has one link");
    });

    [Fact]
    [Trait("Bug", "16")]
    public void SpawnLink_OfManyThatEndNormally_LeavesNoLinks()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            for (int i = 0; i < 2000; i++)
            {
                await context.SpawnLink(_ => Task.CompletedTask).WaitForExitAsync();
            }

            Assert.Empty((await context.Runtime.InfoAsync(context.Self))!.Links);
        });
    }

    [Fact]
    public void Link_AmongMany_IsStillOneToAPair_AndGoesWithUnlink()
    {
        using Simulation simulation = new();
        simulation.Run(static async context =>
        {
            context.TrapExits = true;
            List<Pid> peers = [];
            for (int i = 0; i < 30; i++)
            {
                peers.Add(context.Spawn(Bodies.Idle));
                context.Link(peers[^1]);
                context.Link(peers[i / 2]);
            }

            Assert.Equal(30, (await context.Runtime.InfoAsync(context.Self))!.Links.Count);
            peers.ForEach(peer => context.Unlink(peer));
            Assert.Empty((await context.Runtime.InfoAsync(context.Self))!.Links);
            peers.ForEach(static peer => peer.Exit(ExitReason.Kill));

            Assert.Null(await context.TryReceiveAsync<Signal.Exit>(TimeSpan.FromSeconds(1)));
        });
    }

    [Fact]
    [Trait("Bug", "15")]
    public void Crash_InAChainOfManyLinks_EndsAllWithTheReason()
    {
        const int Length = 100_000;
        using Simulation simulation = new(new SimulationOptions { MaxSteps = 100 * Length });
        Pid first = simulation.Runtime.Spawn(context => ChainAsync(context, Length));
        simulation.RunUntilIdle();
        Assert.Equal(Length, simulation.Runtime.ProcessCount);

        first.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();

        Assert.Equal(0, simulation.Runtime.ProcessCount);
        Assert.All(simulation.Exits, exit => Assert.Equal(ExitReason.Shutdown, exit.Reason));
    }

    [Fact]
    [Trait("Bug", "15")]
    public void Crash_WithManyLinks_EndsAllWithTheReason()
    {
        const int Count = 20_000;
        using Simulation simulation = new();
        Pid hub = simulation.Runtime.Spawn(async context =>
        {
            for (int i = 0; i < Count; i++)
            {
                context.SpawnLink(Bodies.Idle);
            }

            await Bodies.Idle(context);
        });
        simulation.RunUntilIdle();

        hub.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.Equal(Count + 1, simulation.Exits.Count);
        Assert.All(simulation.Exits, exit => Assert.Equal(ExitReason.Killed, exit.Reason));
    }

    [Fact]
    public void TrapExits_SwitchedOff_LeavesQueuedExitsAsMessages()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            Pid peer = context.SpawnLink(Bodies.EndsWith(ExitReason.Shutdown));
            peer.Send("end");
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            context.TrapExits = false;

            Assert.Equal(peer, (await context.ReceiveAsync<Signal.Exit>()).From);
        });
    }

    private static async Task ChainAsync(ProcessContext context, int left)
    {
        if (left > 1)
        {
            context.SpawnLink(next => ChainAsync(next, left - 1));
        }

        await Bodies.Idle(context);
    }

    private static async Task Linker(ProcessContext context)
    {
        while (true)
        {
            (bool link, Pid peer) = await context.ReceiveAsync<(bool Link, Pid Peer)>();
            if (link)
            {
                context.Link(peer);
            }
            else
            {
                context.Unlink(peer);
            }
        }
    }

    private static IReadOnlyList<Pid> LinksOf(Simulation simulation, Pid pid)
    {
        Task<ProcessInfo?> info = simulation.Runtime.InfoAsync(pid);
        simulation.RunUntilIdle();
        return info.Result!.Links;
    }
}
