namespace FactConsumers.Tests;

/// <summary>A fact of a kind that nobody has opted in for stops nobody: it waits for a person.</summary>
public sealed class DeadLetterTests
{
    [Fact]
    public void Fact_OfAnUnknownKind_IsADeadLetterAndTheNextIsIntegrated() => Simulation.Test(async test =>
    {
        var broker = new MemoryBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));

        await replica.PublishAsync(FactQueues.Mushrooms, Replica.Unknown("1"), Replica.Found("2"));
        await test.IdleAsync();

        DeadLetterEntry<DeadFact> letter = Assert.Single(await replica.Operations.DeadLetters.ListAsync());
        Assert.Equal(new DeadFact(FactQueues.Mushrooms, Replica.Unknown("1")), letter.Message);
        Assert.Equal("nobody knows the kind 'painted'", letter.Reason);
        Assert.Equal(1, await replica.IntegratedAsync());
        Assert.Equal((0, 0), broker.Count(FactQueues.Mushrooms));
        Assert.True(await replica.Operations.IsConsumingAsync());
    });

    [Fact]
    public void Requeue_KindIsKnownByNow_IsIntegrated() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(new MemoryBroker()));
        await replica.PublishAsync(FactQueues.Mushrooms, Replica.Unknown("1"));
        await test.IdleAsync();
        long id = (await replica.Operations.DeadLetters.ListAsync())[0].Id;

        RequeueResult tooEarly = await replica.Operations.DeadLetters.RequeueAsync(id);
        replica.Parts.Group.Vocabulary.TeachKind(FactQueues.Mushrooms, "painted");
        RequeueResult taught = await replica.Operations.DeadLetters.RequeueAsync(id);
        await test.IdleAsync();

        Assert.IsType<RequeueResult.Failed>(tooEarly);
        Assert.IsType<RequeueResult.Done>(taught);
        Assert.Equal(1, await replica.IntegratedAsync());
        Assert.Empty(await replica.Operations.DeadLetters.ListAsync());
    });

    [Fact]
    public void DeadLetters_AreAway_FailTheFactInsteadOfLosingIt() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MemoryBroker();
        Replica replica = await Replica.StartAsync(test, Replica.NewParts(broker));
        await replica.Root.TerminateChildAsync(replica.Parts.Names.DeadLetterQueue);

        await replica.PublishAsync(FactQueues.Mushrooms, Replica.Unknown("1"));
        await test.IdleAsync();

        Assert.False(await replica.Operations.IsConsumingAsync());
        Assert.Equal((1, 0), broker.Count(FactQueues.Mushrooms));
    });
}
