using Supervision.Testing;

namespace Supervision.Tests.Signals;

/// <summary>Monitors: one notice for each, always, and none after it was removed.</summary>
public sealed class MonitorTests
{
    [Fact]
    [Trait("Bug", "10")]
    public void Monitor_RacingWithDeath_IsAnsweredOnceEach() => Seeds.Explore(async context =>
    {
        Pid target = context.Spawn(Bodies.EndsWith(ExitReason.Shutdown));
        MonitorRef[] monitors = new MonitorRef[6];
        for (int i = 0; i < monitors.Length; i++)
        {
            if (i == 2)
            {
                target.Send("end");
            }

            monitors[i] = context.Monitor(target);
            await Task.Yield();
        }

        List<Signal.Down> downs = [];
        while (await context.TryReceiveAsync<Signal.Down>(TimeSpan.FromSeconds(1)) is { } down)
        {
            downs.Add(down);
        }

        Assert.Equal(monitors.ToHashSet(), downs.Select(down => down.Monitor).ToHashSet());
        Assert.Equal(monitors.Length, downs.Count);
        Assert.All(downs, down => Assert.Contains(down.Reason, new[] { ExitReason.Shutdown, ExitReason.NoProcess }));
        Assert.Equal(ExitReason.Shutdown, downs.Single(down => down.Monitor == monitors[0]).Reason);
    });

    [Fact]
    [Trait("Bug", "9")]
    public void Down_AfterMessagesOfTheDyingProcess_ArrivesLast() => Seeds.Explore(async context =>
    {
        Pid self = context.Self;
        (Pid talker, _) = context.SpawnMonitor(async _ =>
        {
            for (int i = 1; i <= 5; i++)
            {
                self.Send(i);
                await Task.Yield();
            }
        });
        List<object> heard = [];
        while (heard is not [.., Signal.Down])
        {
            heard.Add(await context.ReceiveAsync<object>());
        }

        Assert.Equal([1, 2, 3, 4, 5], heard.OfType<int>());
        Assert.Equal(6, heard.Count);
        Assert.Equal(talker, ((Signal.Down)heard[5]).Pid);
    });

    [Fact]
    [Trait("Bug", "9")]
    public void Kill_AfterMessages_ArrivesAfterThem() => Seeds.Explore(async context =>
    {
        List<object> heard = [];
        Pid receiver = context.Spawn(Bodies.Collects(heard));
        receiver.Send(1);
        receiver.Send(2);

        receiver.Exit(ExitReason.Kill);

        // What was sent first is in the mailbox first; whether the process came round to it is another matter.
        await receiver.WaitForExitAsync();
        Assert.Equal(new object[] { 1, 2 }[..heard.Count], heard);
    });

    [Fact]
    [Trait("Bug", "12")]
    public void Demonitor_AtAnyTime_NoNoticeFollows() => Seeds.Explore(async context =>
    {
        Pid target = context.Spawn(Bodies.EndsWith(ExitReason.Shutdown));
        MonitorRef monitor = context.Monitor(target);
        target.Send("end");
        await Task.Yield();

        context.Demonitor(monitor);

        Assert.Null(await context.TryReceiveAsync<Signal.Down>(TimeSpan.FromSeconds(1)));
        Assert.False(context.Demonitor(monitor));
    });

    [Fact]
    public void Demonitor_WhileTargetLives_ReleasesBothSides() => Seeds.Explore(
        async context =>
        {
            Pid target = context.Spawn(Bodies.Idle);
            MonitorRef monitor = context.Monitor(target);

            Assert.True(context.Demonitor(monitor));

            await context.DelayAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(0, (await context.Runtime.InfoAsync(target))!.MonitoredBy);
            Assert.Equal(0, (await context.Runtime.InfoAsync(context.Self))!.Monitors);
        },
        seeds: 20);

    [Fact]
    public void Demonitor_WithoutFlush_LeavesTheNoticeInTheMailbox()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            (_, MonitorRef monitor) = context.SpawnMonitor(_ => Task.CompletedTask);
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            Assert.False(context.Demonitor(monitor, flush: false));

            Assert.Same(monitor, (await context.ReceiveAsync<Signal.Down>()).Monitor);
        });
    }

    [Fact]
    public void Demonitor_OfAnotherProcess_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            TaskCompletionSource<MonitorRef> made = new();
            context.Spawn(async other =>
            {
                made.SetResult(other.Monitor(context.Self));
                await Bodies.Idle(other);
            });
            MonitorRef foreign = await made.Task;

            Assert.Throws<InvalidOperationException>(() => context.Demonitor(foreign));
        });
    }

    [Fact]
    public void Monitor_OfAName_TellsTheNameAndDoesNotFollowIt() => Seeds.Explore(async context =>
    {
        Pid first = context.Spawn(Bodies.Idle, new ProcessOptions { Name = "held" });
        MonitorRef monitor = context.Monitor("held");
        first.Exit(ExitReason.Kill);

        Signal.Down down = await context.ReceiveAsync<Signal.Down>();
        context.Spawn(_ => Task.CompletedTask, new ProcessOptions { Name = "held" });

        Assert.Equal(new Signal.Down(monitor, first, "held", ExitReason.Killed), down);
        Assert.Null(await context.TryReceiveAsync<Signal.Down>(TimeSpan.FromSeconds(1)));
    });

    [Fact]
    public void Monitor_OfANameThatNobodyHolds_TellsNoProcess()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            MonitorRef monitor = context.Monitor("nobody");

            Assert.Equal(new Signal.Down(monitor, Pid.None, "nobody", ExitReason.NoProcess), await context.ReceiveAsync<Signal.Down>());
        });
    }

    [Fact]
    public void Owner_Dies_ItsMonitorsGo() => Seeds.Explore(
        async context =>
        {
            Pid target = context.Spawn(Bodies.Idle);
            Pid owner = context.Spawn(self =>
            {
                self.Monitor(target);
                return Task.CompletedTask;
            });
            await owner.WaitForExitAsync();
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            Assert.Equal(0, (await context.Runtime.InfoAsync(target))!.MonitoredBy);
        },
        seeds: 50);

    [Fact]
    [Trait("Bug", "11")]
    public void Down_Arrives_AfterFinallyBlocksAndWithTheNameFree() => Seeds.Explore(async context =>
    {
        bool cleanedUp = false;
        (Pid held, MonitorRef monitor) = context.SpawnMonitor(
            async self =>
            {
                try
                {
                    await Bodies.Idle(self);
                }
                finally
                {
                    await Task.Yield();
                    cleanedUp = true;
                }
            },
            new ProcessOptions { Name = "held" });
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        held.Exit(ExitReason.Kill);

        await context.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);

        Assert.True(cleanedUp);
        Assert.True(context.TryRegister("held"));
    });

    [Fact]
    public void Monitor_OfOneself_IsNone() => Seeds.Explore(async context =>
    {
        Assert.True(context.TryRegister("self"));

        MonitorRef byPid = context.Monitor(context.Self);
        MonitorRef byName = context.Monitor("self");

        ProcessInfo info = (await context.Runtime.InfoAsync(context.Self))!;
        Assert.Equal((0, 0), (info.Monitors, info.MonitoredBy));
        Assert.False(context.Demonitor(byPid));
        Assert.False(context.Demonitor(byName));
    });
}
