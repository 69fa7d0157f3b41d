using Supervision.Testing;

namespace Supervision.Tests.Inspections;

/// <summary>Who has most, now and over a window of time.</summary>
public sealed class TopTests
{
    [Fact]
    public void MailboxLength_FindsTheLongest()
    {
        using Simulation simulation = new();
        Pid[] processes = [.. Enumerable.Range(0, 5).Select(_ => simulation.Runtime.Spawn(Bodies.Idle))];
        for (int i = 0; i < processes.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                processes[i].Send("message");
            }
        }

        simulation.RunUntilIdle();
        IReadOnlyList<TopEntry> top = simulation.Complete(simulation.Runtime.TopAsync(TopBy.MailboxLength, 3, TestContext.Current.CancellationToken));

        Assert.Equal([(processes[4], 4.0), (processes[3], 3.0), (processes[2], 2.0)], top.Select(static entry => (entry.Pid, entry.Value)));
    }

    [Fact]
    public void MailboxLength_OverAWindow_IsTheGrowth() => Simulation.Test(async test =>
    {
        Pid old = test.SpawnLink(Bodies.Idle);
        Pid growing = test.SpawnLink(Bodies.Idle);
        old.Send("one");
        old.Send("two");
        growing.Send("one");
        await test.DelayAsync(TimeSpan.FromSeconds(1));
        test.SendAfter(TimeSpan.FromSeconds(2), growing, "two");

        TopEntry only = Assert.Single(await test.Runtime.TopOverAsync(TopBy.MailboxLength, TimeSpan.FromSeconds(5)));

        Assert.Equal((growing, 1), (only.Pid, only.Value));
    });

    [Fact]
    public void Messages_OverAWindow_AreThoseOfTheWindow() => Simulation.Test(async test =>
    {
        Pid early = test.SpawnLink(Bodies.Collects([]));
        Pid busy = test.SpawnLink(Bodies.Collects([]), new ProcessOptions { Name = "busy", Label = "collector" });
        for (int i = 0; i < 100; i++)
        {
            early.Send("message");
        }

        await test.DelayAsync(TimeSpan.FromSeconds(1));
        for (int i = 1; i <= 3; i++)
        {
            test.SendAfter(TimeSpan.FromSeconds(i), busy, "message");
        }

        IReadOnlyList<TopEntry> top = await test.Runtime.TopOverAsync(TopBy.Messages, TimeSpan.FromSeconds(2.5));

        Assert.Equal([new TopEntry(busy, "busy", "collector", 2)], top.Where(entry => entry.Pid != test.Self));
    });

    [Fact]
    public void Restarts_AreThoseOfTheChild()
    {
        using Simulation simulation = new();
        SupervisorRef root = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root
            .Intensity(100, TimeSpan.FromSeconds(1))
            .Process("calm", Bodies.Idle)
            .OneForOne("inner", static inner => inner.Process("wild", Bodies.EndsWith(ExitReason.Normal), new ProcessOptions { Name = "wild" })))));
        Restart(simulation, 2);

        Task<IReadOnlyList<TopEntry>> growth = simulation.Runtime.TopOverAsync(TopBy.Restarts, TimeSpan.FromSeconds(1), 10, TestContext.Current.CancellationToken);
        simulation.RunUntilIdle();
        Restart(simulation, 1);
        simulation.Advance(TimeSpan.FromSeconds(1));
        IReadOnlyList<TopEntry> all = simulation.Complete(simulation.Runtime.TopAsync(TopBy.Restarts, 10, TestContext.Current.CancellationToken));

        Assert.True(root.Pid.IsAlive);
        Assert.Equal([("root/inner/wild", "wild", 3.0)], all.Select(static entry => (entry.Label!, entry.Name!, entry.Value)));
        Assert.Equal([("root/inner/wild", 1.0)], simulation.Complete(growth).Select(static entry => (entry.Label!, entry.Value)));
    }

    [Fact]
    public void Restarts_OfDynamicChildrenWithoutAKey_CountTogether()
    {
        using Simulation simulation = new();
        DynamicSupervisorRef<int> pool = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "pool", static (context, _) => context.StartProcessAsync(Bodies.EndsWith(ExitReason.Normal)))));
        ChildResult[] children = [.. Enumerable.Range(0, 3).Select(i => simulation.Complete(pool.StartChildAsync(i)))];

        foreach (ChildResult child in children[..2])
        {
            ((ChildResult.Started)child).Pid.Send("end");
        }

        simulation.RunUntilIdle();

        TopEntry only = Assert.Single(simulation.Complete(simulation.Runtime.TopAsync(TopBy.Restarts, 10, TestContext.Current.CancellationToken)));
        Assert.Equal(new TopEntry(pool.Pid, null, "pool/*", 2), only);
    }

    [Fact]
    public void BusyTime_IsRefusedWhenItIsNotCounted()
    {
        using Simulation simulation = new();

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(
            () => simulation.Complete(simulation.Runtime.TopAsync(TopBy.BusyTime, 10, TestContext.Current.CancellationToken)));

        Assert.Contains("CountsWork", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CountsWork_CountsAlwaysAndForgetsTheDead()
    {
        using Simulation simulation = new(new SimulationOptions { Runtime = new ProcessRuntimeOptions { CountsWork = true } });
        Pid process = simulation.Runtime.Spawn(Bodies.Collects([]));
        Pid dead = simulation.Runtime.Spawn(Bodies.EndsWith(ExitReason.Normal));
        process.Send("one");
        process.Send("two");
        dead.Send("end");
        simulation.RunUntilIdle();

        ProcessInfo? info = simulation.Complete(simulation.Runtime.InfoAsync(process));
        TopEntry only = Assert.Single(simulation.Complete(simulation.Runtime.TopAsync(TopBy.Messages, 10, TestContext.Current.CancellationToken)));

        Assert.Equal((2L, TimeSpan.Zero), (info!.Messages, info.BusyTime));
        Assert.Equal((process, 2), (only.Pid, only.Value));
        Assert.Null(simulation.Runtime.Observers.Work!.Find(dead));
    }

    [Fact]
    public void AfterTheWindow_NothingIsCounted()
    {
        using Simulation simulation = new();
        Task<IReadOnlyList<TopEntry>> top = simulation.Runtime.TopOverAsync(TopBy.Messages, TimeSpan.FromSeconds(1), 10, TestContext.Current.CancellationToken);
        Assert.True(simulation.Runtime.IsObserved);

        simulation.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(simulation.Complete(top));
        Assert.False(simulation.Runtime.IsObserved);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Count_BelowOne_IsRefused(int count)
    {
        await using ProcessRuntime runtime = new();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => runtime.TopAsync(TopBy.MailboxLength, count, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => runtime.TopAsync((TopBy)9, 1, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => runtime.TopOverAsync(TopBy.MailboxLength, Timeout.InfiniteTimeSpan, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Info_NamesAncestorsAndTheServerThatIsWaitedFor()
    {
        using Simulation simulation = new();
        Pid server = simulation.Runtime.Spawn(Bodies.Idle);
        Pid child = Pid.None;
        Pid parent = simulation.Runtime.Spawn(async context =>
        {
            child = context.SpawnLink(async inner => await ServerRef<Question>.ForPid(server).CallAsync(new Question(), Timeout.InfiniteTimeSpan));
            await Bodies.Idle(context);
        });
        simulation.RunUntilIdle();

        ProcessInfo? info = simulation.Complete(simulation.Runtime.InfoAsync(child));

        Assert.Equal([parent], info!.Ancestors);
        Assert.Equal(server, info.WaitsFor);
        Assert.Equal(Pid.None, simulation.Complete(simulation.Runtime.InfoAsync(parent))!.WaitsFor);
    }

    private static void Restart(Simulation simulation, int times)
    {
        for (int i = 0; i < times; i++)
        {
            simulation.Runtime.Send("wild", "end");
            simulation.RunUntilIdle();
        }
    }

    private sealed record Question : ICall<Question, int>;
}
