namespace FactConsumers.Tests;

/// <summary>At the first sign of trouble the group goes down, and it stays down.</summary>
public sealed class Order66Tests
{
    [Fact]
    public void Start_Tree_StartsTheConsumersInOrderAndThenTheMonitor() => Simulation.Test(async test =>
    {
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker(), logger: test.Logs.CreateLogger("group")));

        string[] lines = [.. test.Logs.Lines.Where(line => line.Category == "group").Select(line => line.Message)];
        Assert.Equal(["MushroomConsumer consumes mushrooms", "ToxicityConsumer consumes toxicity", "ConsumerMonitor watches 2 consumers"], lines);
        Assert.Equal([GroupTree.Supervisor, GroupTree.Monitor], (await replica.Group.ListChildrenAsync()).Select(child => child.Id));
    });

    [Theory]
    [InlineData(GroupTree.Mushroom, GroupTree.Toxicity)]
    [InlineData(GroupTree.Toxicity, GroupTree.Mushroom)]
    public void Consumer_Killed_TerminatesTheOtherAndEndsTheMonitorForGood(string victim, string other) => Simulation.Test(async test =>
    {
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker()));
        (Pid killed, Pid terminated, Pid monitor) = (await replica.ConsumerAsync(victim), await replica.ConsumerAsync(other), replica.Monitor);

        killed.Exit(ExitReason.Kill);

        await test.ExpectDownAsync(terminated, ExitReason.Shutdown);
        await test.ExpectDownAsync(monitor, ExitReason.Normal);
        await test.IdleAsync();
        Assert.Empty(await replica.Supervisor.ChildrenAsync());
        Assert.Equal(Pid.None, replica.Monitor);
        Assert.Equal(ChildInfo.State.Stopped, (await replica.Group.GetChildAsync(GroupTree.Monitor))!.Status);
        Assert.False(await replica.Operations.IsConsumingAsync());
    });

    [Fact]
    public void Fact_ThatCannotBeIntegrated_StopsBothConsumersAndStaysInItsQueue() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));
        await replica.PublishAsync(FactQueues.Toxicity, Replica.Measured("1"), Replica.Poison("2"), Replica.Measured("3"));
        await test.IdleAsync();
        await replica.PublishAsync(FactQueues.Mushrooms, Replica.Found("4"));
        await test.IdleAsync();

        Assert.Empty(await replica.Supervisor.ChildrenAsync());
        Assert.Equal(1, await replica.IntegratedAsync());
        Assert.Equal((2, 0), broker.Count(FactQueues.Toxicity));
        Assert.Equal((1, 0), broker.Count(FactQueues.Mushrooms));
    });

    [Fact]
    public void Monitor_Crashed_IsRestartedAloneAndWatchesTheSameConsumers() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker()));
        IReadOnlyList<Pid> consumers = await replica.Supervisor.ChildrenAsync();
        (Pid supervisor, Pid monitor) = (replica.Supervisor.Pid, replica.Monitor);

        Assert.True(replica.Operations.CrashMonitor());
        await test.IdleAsync();

        Assert.True(replica.Monitor.IsAlive);
        Assert.NotEqual(monitor, replica.Monitor);
        Assert.Equal(supervisor, replica.Supervisor.Pid);
        Assert.Equal(consumers, await replica.Supervisor.ChildrenAsync());

        consumers[0].Exit(ExitReason.Kill);
        await test.ExpectDownAsync(consumers[1], ExitReason.Shutdown);
    });

    [Fact]
    public void Consumer_DiesWhileTheMonitorIsAway_IsMissedWhenTheMonitorIsBack() => Simulation.Test(async test =>
    {
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker()));
        IReadOnlyList<Pid> consumers = await replica.Supervisor.ChildrenAsync();

        await test.Runtime.SuspendAsync(replica.Group.Pid);
        replica.Monitor.Exit(ExitReason.Kill);
        consumers[0].Exit(ExitReason.Kill);
        await test.IdleAsync();
        Assert.True(consumers[1].IsAlive);
        await test.Runtime.ResumeAsync(replica.Group.Pid);
        await test.IdleAsync();

        Assert.False(consumers[1].IsAlive);
        Assert.Equal(Pid.None, replica.Monitor);
    });

    [Fact]
    public void Supervisor_OfAnyKind_ListsItsChildrenAndTerminatesAll() => Simulation.Test(async test =>
    {
        SupervisorRef declared = await test.StartSupervisedAsync(Supervisor.OneForOne("declared", children => children
            .Process("one", WaitAsync)
            .Process("two", WaitAsync)));
        SupervisorRef many = await test.StartSupervisedAsync(Supervisor.OneForOne("many", children => children.Dynamic<int>(
            "dynamic", (start, _) => start.StartProcessAsync(WaitAsync))));
        Pid dynamic = (await many.ChildrenAsync())[0];
        await DynamicSupervisorRef<int>.ForPid(dynamic).StartChildAsync(1);

        foreach ((SupervisorRef supervisor, int children) in new[] { (declared, 2), (SupervisorRef.ForPid(dynamic), 1) })
        {
            Assert.Equal(children, (await supervisor.ChildrenAsync()).Count);
            await supervisor.TerminateAllAsync();
            Assert.Empty(await supervisor.ChildrenAsync());
            Assert.True(supervisor.Pid.IsAlive);
        }
    });

    private static async Task WaitAsync(ProcessContext context) => await context.ReceiveAsync<Signal.Exit>();
}
