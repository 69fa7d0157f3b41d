namespace FactConsumers.Tests;

/// <summary>The promise of a group, in many orders of everything that can happen: after a failed fact it acknowledges nothing more.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    private const int Schedules = 1000;

    [Fact]
    public void Group_FactFailsAndProcessesAreKilled_AcknowledgesNothingMore() => Simulation.Explore(
        test => PlayAsync(test, history => history.NewSeal),
        new ExplorationOptions { Schedules = Schedules, Output = output.WriteLine });

    /// <summary>Order 66 alone comes too late: the other consumer can acknowledge until it arrives.</summary>
    [Fact]
    public void Group_RelyingOnOrder66Alone_IsFoundOut()
    {
        var found = Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(
            test => PlayAsync(test, history => history.NewForgetfulSeal),
            new ExplorationOptions { Schedules = Schedules, MaxShrinks = 50 }));

        Assert.Contains("acknowledged after a failed fact", found.Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever is killed, and whenever: a fact that was acknowledged is in the guide of a replica, and after healing all are.</summary>
    [Fact]
    public void Replicas_KilledInAnyOrder_LoseNoFact() => Simulation.Explore(
        async test =>
        {
            test.AllowCrashes();
            List<string> acknowledged = [];
            var broker = new MemoryBroker { OnAcknowledged = (_, message) => acknowledged.Add(message.Id) };
            Replica first = await Replica.StartAsync(test, Replica.NewParts(broker, "a"));
            Replica second = await Replica.StartAsync(test, Replica.NewParts(broker, "b"));
            string[] ids = ["1", "2", "3", "4"];
            test.Spawn(_ => first.PublishAsync(FactQueues.Mushrooms, [.. ids.Select(Replica.Found)]));
            test.Spawn(async _ => (await first.ConsumerAsync(GroupTree.Mushroom)).Exit(ExitReason.Kill));
            await test.IdleAsync();
            int early = await first.IntegratedAsync() + await second.IntegratedAsync();
            Assert.True(acknowledged.Count <= early, "a fact was acknowledged that nobody has");

            await first.Operations.HealAsync(CancellationToken.None);
            await test.IdleAsync();
            Assert.Equal(ids, acknowledged.Order(StringComparer.Ordinal).Distinct());
            Assert.InRange(await first.IntegratedAsync() + await second.IntegratedAsync(), ids.Length, 2 * ids.Length);
        },
        new ExplorationOptions { Schedules = 200, Output = output.WriteLine });

    private static async Task PlayAsync(TestProcess test, Func<SealHistory, Func<FactSeal>> seals)
    {
        test.AllowCrashes();
        var history = new SealHistory();
        TreeParts parts = Replica.NewParts(new MemoryBroker());
        Replica replica = await Replica.StartAsync(test, parts with { Group = parts.Group with { NewSeal = seals(history) } });
        test.Spawn(_ => replica.PublishAsync(FactQueues.Mushrooms, Replica.Found("1"), Replica.Found("2"), Replica.Found("3")));
        test.Spawn(_ => replica.PublishAsync(FactQueues.Toxicity, Replica.Measured("4"), Replica.Poison("5"), Replica.Measured("6")));
        Pid monitor = replica.Monitor;
        test.Spawn(_ =>
        {
            monitor.Exit(ExitReason.Kill);
            return Task.CompletedTask;
        });
        if (test.Choose(2) == 1)
        {
            test.Spawn(async _ => (await replica.ConsumerAsync(GroupTree.Mushroom)).Exit(ExitReason.Kill));
        }

        await test.IdleAsync();
        Assert.False(history.HasAcknowledgedAfterFailure, "something was acknowledged after a failed fact");
        Assert.Empty(await replica.Supervisor.ChildrenAsync());
        Assert.Equal(Pid.None, replica.Monitor);
    }
}
