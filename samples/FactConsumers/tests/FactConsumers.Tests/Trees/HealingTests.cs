namespace FactConsumers.Tests;

/// <summary>After the fix everything is back, in a fresh state.</summary>
public sealed class HealingTests
{
    [Fact]
    public void Heal_AfterOrder66_StartsNewConsumersAndTheMonitorThatHadEnded() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));
        IReadOnlyList<Pid> first = await replica.Supervisor.ChildrenAsync();
        await replica.PublishAsync(FactQueues.Toxicity, Replica.Poison("1"));
        await test.IdleAsync();
        Assert.False(await replica.Operations.IsConsumingAsync());

        replica.Parts.Group.Vocabulary.TeachLevel("hallucinogenic");
        Assert.True(await replica.Operations.HealAsync(CancellationToken.None));
        await test.IdleAsync();

        IReadOnlyList<Pid> second = await replica.Supervisor.ChildrenAsync();
        Assert.Equal(2, second.Count);
        Assert.Empty(first.Intersect(second));
        Assert.True(replica.Monitor.IsAlive);
        Assert.Equal(1, await replica.IntegratedAsync());
        Assert.Equal((0, 0), broker.Count(FactQueues.Toxicity));

        second[1].Exit(ExitReason.Kill);
        await test.ExpectDownAsync(second[0], ExitReason.Shutdown);
    });

    [Fact]
    public void Heal_NothingIsMended_GoesDownAgain() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));
        await replica.PublishAsync(FactQueues.Toxicity, Replica.Poison("1"));
        await test.IdleAsync();

        await replica.Operations.HealAsync(CancellationToken.None);
        await test.IdleAsync();

        Assert.False(await replica.Operations.IsConsumingAsync());
        Assert.Equal((1, 0), broker.Count(FactQueues.Toxicity));
    });

    [Fact]
    public void Heal_AllIsWell_IsAFreshStateToo() => Simulation.Test(async test =>
    {
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker()));
        (Pid monitor, Pid group) = (replica.Monitor, replica.Group.Pid);

        await replica.Operations.HealAsync(CancellationToken.None);

        Assert.True(await replica.Operations.IsConsumingAsync());
        Assert.NotEqual(monitor, replica.Monitor);
        Assert.Equal(group, replica.Group.Pid);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Heal_BrokerIsAwayForAFewTries_IsAnsweredWhenTheyConsume(int tries) => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MovableBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));
        broker.Refuse(tries);

        bool isHealed = await replica.Operations.HealAsync(CancellationToken.None);

        Assert.Equal((true, true), (isHealed, await replica.Operations.IsConsumingAsync()));
    });

    [Fact]
    public void Heal_BrokerIsAwayForAllTries_IsNotHealedAndAllEnds() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MovableBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));
        Pid root = replica.Root.Pid;

        // Three of the group, three of the root.
        broker.Refuse(times: 6);

        Assert.False(await replica.Operations.HealAsync(CancellationToken.None));

        Assert.False(root.IsAlive);
    });

    [Fact]
    public void Heal_NothingIsMended_IsAnsweredInAnyOrder() => Simulation.Explore(
        async test =>
        {
            test.AllowCrashes();
            Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker()));
            await replica.PublishAsync(FactQueues.Toxicity, Replica.Poison("1"));
            await test.IdleAsync();

            // Whether they consume still is a matter of the moment; that there is an answer is not.
            await replica.Operations.HealAsync(CancellationToken.None);
            await test.IdleAsync();

            Assert.False(await replica.Operations.IsConsumingAsync());
        },
        new ExplorationOptions { Schedules = 200 });

    [Fact]
    public void WhatIfDies_DeclaredTree_SaysWhoFalls()
    {
        TreeSnapshot tree = TreeSnapshot.Of(FactsTree.Build(Replica.NewParts(new MemoryBroker())));

        string consumer = tree.WhatIfDies("Application/ConsumerGroup/ConsumerSupervisor/MushroomConsumer").ToString();
        string supervisor = tree.WhatIfDies("Application/ConsumerGroup/ConsumerSupervisor").ToString();

        Assert.DoesNotContain("ConsumerMonitor", consumer, StringComparison.Ordinal);
        Assert.Contains("ConsumerMonitor", supervisor, StringComparison.Ordinal);
    }
}
