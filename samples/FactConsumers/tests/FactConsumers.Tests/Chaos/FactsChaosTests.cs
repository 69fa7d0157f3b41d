namespace FactConsumers.Tests;

/// <summary>The whole tree under chaos: no acknowledged fact is lost, and no group acknowledges one after a failed one.</summary>
public sealed class FactsChaosTests(ITestOutputHelper output)
{
    private const int Hang = 120_000;

    /// <summary>It falls whenever it is healed, which is what it is made for. Nobody else may.</summary>
    private const string Group = "ConsumerGroup";

    /// <summary>Those whose death is a sign of trouble: it stops the group, which is order 66 and no rule of supervisors. And the group itself: names below it
    /// may be held a moment longer, and nobody can say how many restarts that costs.</summary>
    private static readonly string[] Unpredictable = ["FieldGuide", GroupTree.Mushroom, GroupTree.Toxicity, Group];

    [Fact]
    public void Tree_KillsOfOthersThanConsumers_FollowTheRulesAndKeepThePromises()
    {
        Clients clients = new() { PoisonEvery = 0 };

        ChaosReport report = ChaosTest.Explore(
            _ => clients.NewTree(),
            new ChaosOptions
            {
                Plans = 15,
                Length = 5,
                Filter = ChaosFilter.NotNamed(Unpredictable),
                Load = clients.PublishAsync,
                LoadProcesses = 2,
                SteadyState = clients.CheckAsync,
            });

        Assert.True(report.Strikes > report.Schedules, report.ToString());
        Assert.True(clients.EverAcknowledged > 0, "nothing was acknowledged");
    }

    /// <summary>Three kills of anybody, between any two steps, while facts come of which some cannot be integrated; then the operator heals.</summary>
    [Fact]
    public void Tree_KillsOfAnybody_KeepThePromisesAndHeal()
    {
        Clients clients = new();

        Simulation.Explore(
            async test =>
            {
                test.AllowCrashes();
                SupervisorRef root = await test.StartSupervisedAsync(clients.NewTree());
                for (int i = 0; i < 5; i++)
                {
                    test.Spawn(clients.PublishAsync);
                }

                TreeEntry[] all = [.. (await TreeSnapshot.TakeAsync(root)).Root.All().Where(entry => entry.Pid != root.Pid)];
                for (int i = 0; i < 3; i++)
                {
                    Pid victim = all[test.Choose(all.Length)].Pid;
                    test.Spawn(_ =>
                    {
                        victim.Exit(ExitReason.Kill);
                        return Task.CompletedTask;
                    });
                }

                await test.IdleAsync();
                await clients.HealAndCheckAsync(test);
                await test.IdleAsync();
                await clients.MustHaveAllAsync(test);
            },
            new ExplorationOptions { Schedules = 300, Output = output.WriteLine });

        Assert.True(clients.EverAcknowledged > 0 && clients.EverFailed > 0, "nothing was acknowledged, or nothing failed");
    }

    [Fact(Timeout = Hang)]
    public async Task Program_KilledWhileClientsPublish_KeepsItsPromises()
    {
        Clients clients = new() { Pace = TimeSpan.FromMilliseconds(2) };
        await using RunningFacts facts = await RunningFacts.StartAsync(clients.Broker, clients.History, allowChaos: true);
        clients.Use(facts.Parts);

        ChaosReport report = await ChaosTest.RunAsync(
            SupervisorRef.ForName(facts.Runtime, facts.Parts.Names.Root),
            new ChaosOptions
            {
                Filter = ChaosFilter.Workers,
                Length = 8,
                Load = clients.PublishAsync,
                LoadProcesses = 3,
                SteadyState = clients.HealAndCheckAsync,
                RecoversWithin = TimeSpan.FromSeconds(20),
            }.Catastrophic(Group),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, report.Ended);
        Assert.InRange(report.Strikes, 1, 8);
        Assert.True(clients.AcknowledgedCount > 0, "nothing was acknowledged");
    }
}
