using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>Chaos in the simulation: the rules are exact, wherever a kill falls.</summary>
public sealed class ChaosExploreTests
{
    [Theory]
    [InlineData(ChaosKind.Kill)]
    [InlineData(ChaosKind.Crash)]
    [InlineData(ChaosKind.Exit)]
    [InlineData(ChaosKind.StopSupervisor)]
    public void Explore_TreeOfEverything_EverybodyIsWhatTheRulesSay(ChaosKind kind)
    {
        ChaosReport report = ChaosTest.Explore(_ => ChaosTrees.Mixed(), new ChaosOptions { Kinds = [ChaosKind.Kill, kind], Plans = 25, Length = 9 });

        Assert.Equal(25, report.Plans);
        Assert.True(report.Strikes > report.Schedules, report.ToString());
    }

    [Theory]
    [InlineData(ChaosKind.Kill)]
    [InlineData(ChaosKind.Exit)]
    [InlineData(ChaosKind.StopSupervisor)]
    public void Explore_NamesPoolsAndSignificantChildren_AreWhatTheRulesSay(ChaosKind kind)
    {
        ChaosReport report = ChaosTest.Explore(
            _ => ChaosTrees.Special(),
            new ChaosOptions { Kinds = [ChaosKind.Kill, kind], Plans = 25, Length = 7, Load = static _ => Task.CompletedTask });

        Assert.True(report.Strikes > report.Schedules, report.ToString());
    }

    /// <summary>A child is killed, and its supervisor while it starts the child anew: nobody ever learns how that start went, and the next supervisor may find
    /// the name held by who was being started.</summary>
    [Fact]
    public void Explore_SupervisorKilledWhileItRestartsANamedChild_IsWhatTheRulesSay()
    {
        SupervisorSpec tree = Supervisor.OneForOne("app", static app => app
            .OneForOne("inner", static inner => inner.Child(ChildSpec.Server("a", static () => new NamedServer(), new ServerOptions { Name = "a" }))));

        ExplorationReport report = Simulation.Explore(
            ChaosTest.Body(_ => tree, ChaosPlan.Parse("k0,k6")), new ExplorationOptions { Schedules = 4000, DeterminismChecks = 0 });

        Assert.Equal(4000, report.Schedules);
    }

    private sealed class NamedServer : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;
    }
}
