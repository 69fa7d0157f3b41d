namespace FactConsumers.Tests;

/// <summary>The whole tree under chaos: no acknowledged fact is lost, and no group acknowledges one after a failed one.</summary>
public sealed class FactsChaosTests
{
    private const int Hang = 120_000;

    [Fact]
    public void Tree_KillsBetweenAnyTwoSteps_KeepItsPromises()
    {
        Clients clients = new();

        ChaosReport report = ChaosTest.Explore(
            _ => clients.NewTree(),
            new ChaosOptions { Plans = 15, Length = 5, Load = clients.PublishAsync, LoadProcesses = 2, SteadyState = clients.HealAndCheckAsync });

        Assert.True(report.Strikes > report.Schedules, report.ToString());
        Assert.True(clients.EverAcknowledged > 0 && clients.EverFailed > 0, "nothing was acknowledged, or nothing failed");
    }

    [Fact(Timeout = Hang)]
    public async Task Program_KilledWhileClientsPublish_KeepsItsPromises()
    {
        Clients clients = new();
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
            },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, report.Ended);
        Assert.InRange(report.Strikes, 1, 8);
        Assert.NotEmpty(clients.Acknowledged);
    }
}
