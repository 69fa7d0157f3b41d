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
}
