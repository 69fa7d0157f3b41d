namespace FactConsumers.Tests;

/// <summary>Several replicas share the queues.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public void Replica_Killed_GivesItsUnacknowledgedFactsToTheOther() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        TreeParts slow = Replica.NewParts(broker, "a");
        Replica first = await Replica.StartAsync(test, slow with { Group = slow.Group with { Slow = TimeSpan.FromMinutes(1) } });
        await first.PublishAsync(FactQueues.Mushrooms, Replica.Found("1"), Replica.Found("2"), Replica.Found("3"));
        Assert.Equal((0, 3), broker.Count(FactQueues.Mushrooms));
        Replica second = await Replica.StartAsync(test, Replica.NewParts(broker, "b"));

        first.Root.Pid.Exit(ExitReason.Kill);
        await test.IdleAsync();

        Assert.Equal(3, await second.IntegratedAsync());
        Assert.Equal((0, 0), broker.Count(FactQueues.Mushrooms));
    });

    [Fact]
    public void Fact_ThatNobodyCanIntegrate_StopsOneReplicaAfterTheOther() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        var histories = new[] { new SealHistory(), new SealHistory() };
        Replica first = await Replica.StartAsync(test, Replica.NewParts(broker, "a", histories[0]));
        Replica second = await Replica.StartAsync(test, Replica.NewParts(broker, "b", histories[1]));

        await first.PublishAsync(FactQueues.Toxicity, Replica.Poison("1"));
        await test.IdleAsync();
        await first.PublishAsync(FactQueues.Mushrooms, Replica.Found("2"));
        await test.IdleAsync();

        Assert.All(histories, history => Assert.Equal((1, 0), (history.Failures, history.Acknowledgements)));
        Assert.False(await first.Operations.IsConsumingAsync() || await second.Operations.IsConsumingAsync());
        Assert.Equal((1, 0), broker.Count(FactQueues.Toxicity));
    });

    [Fact]
    public void Fact_ThatOnlyOneReplicaCanIntegrate_IsIntegratedThere() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        Replica first = await Replica.StartAsync(test, Replica.NewParts(broker, "a"));
        Replica second = await Replica.StartAsync(test, Replica.NewParts(broker, "b"));
        second.Parts.Group.Vocabulary.TeachLevel("hallucinogenic");

        await first.PublishAsync(FactQueues.Toxicity, Replica.Poison("1"));
        await test.IdleAsync();

        Assert.False(await first.Operations.IsConsumingAsync());
        Assert.True(await second.Operations.IsConsumingAsync());
        Assert.Equal(1, await second.IntegratedAsync());
    });
}
