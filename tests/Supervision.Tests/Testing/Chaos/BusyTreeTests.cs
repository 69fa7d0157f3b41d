using Supervision.Testing;
using Supervision.Testing.Chaos;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>A fault of design is found, told so that a person understands it, made small, and can be run again.</summary>
public sealed class BusyTreeTests
{
    private static readonly ChaosOptions Busy = new()
    {
        Kinds = [ChaosKind.Kill, ChaosKind.Fault],
        Filter = ChaosFilter.Tagged("sql"),
        Faults = [BusyTree.BusyDatabase],
        FaultPoints = [BusyTree.Disk, BusyTree.Cleanup],
        Load = BusyTree.PollAsync,
        SteadyState = BusyTree.MustPollAsync,
        Length = 10,
    };

    [Fact]
    public void Explore_ClientThatDiesOfBusy_NamesTheSupervisorThatFalls()
    {
        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => BusyTree.Of(isRepaired: false), Busy));

        ChaosViolation violation = failure.Violations[0];
        Assert.Equal(("P2", "app/devices"), (violation.Property, violation.Path));
        Assert.Contains(violation.Causes, cause => cause.StartsWith("app/devices/fsm ended 6 times: InvalidOperationException: no value", StringComparison.Ordinal));
    }

    [Fact]
    public void Explore_ClientThatDiesOfBusy_ShrinksToTheOneFault()
    {
        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => BusyTree.Of(isRepaired: false), Busy));

        Assert.Equal("f0", failure.Plan.ToString());
    }

    [Fact]
    public void Explore_ClientThatDiesOfBusy_ReportIsUnderstoodAtOnce()
    {
        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => BusyTree.Of(isRepaired: false), Busy));

        string[] report = [.. failure.Message.Split('\n').Select(line => line.Trim())];
        Assert.Equal("Chaos: property P2 violated (a supervisor died that nobody had killed, nor the rules)", report[0]);
        Assert.Contains("1  fault busy database", report);
        Assert.Contains("rules: nobody else ends", report);
        Assert.Contains("found: app/devices SUPERVISOR DIED (shutdown); it was expected to live   ✗ P2", report);
        Assert.Contains("app/devices/fsm ended 6 times: InvalidOperationException: no value: Busy { }   <- cause", report);
        Assert.Contains("└─ devices#1  one_for_one, 1 of 3 restarts in 5 s   same      NEW, devices#2 ✗", report);
        Assert.Contains("fault points never hit: database.cleanup", report[^6..]);
        Assert.Contains(report, line => line.StartsWith("hint: handle the failure where the cause is", StringComparison.Ordinal)
            && line.EndsWith("options.Catastrophic(\"app/devices\")", StringComparison.Ordinal));
        Assert.Contains(report, line => line.StartsWith("replay: SUPERVISION_CHAOS=cha1-", StringComparison.Ordinal));
    }

    [Fact]
    public void Explore_RepairedClient_Passes()
    {
        ChaosReport report = ChaosTest.Explore(_ => BusyTree.Of(isRepaired: true), Busy);

        Assert.True(report.Loads > 500, report.ToString());
        Assert.Equal(["database.cleanup"], report.NeverHit);
    }

    [Fact]
    public void Explore_AcceptedCatastrophe_Passes() =>
        ChaosTest.Explore(_ => BusyTree.Of(isRepaired: false), (Busy with { SteadyState = null, Plans = 5 }).Catastrophic("devices"));

    [Fact]
    public void Replay_OfAFailure_ShowsTheSameFailure()
    {
        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => BusyTree.Of(isRepaired: false), Busy));

        ScheduleFailedException again = Assert.Throws<ScheduleFailedException>(
            () => Simulation.Replay(failure.Schedule!, ChaosTest.Body(_ => BusyTree.Of(isRepaired: false), failure.Plan, Busy)));

        Assert.Equal(failure.Violations[0].Text, Assert.IsType<ChaosFailedException>(again.InnerException).Violations[0].Text);
    }

    [Fact]
    public void Environment_PlanOfThisTest_IsRunAlone()
    {
        ChaosTestName name = new("Here", "Tests.cs");
        string? Variable(string variable) => variable == "SUPERVISION_CHAOS" ? new ChaosToken(name.Hash, ChaosPlan.Parse("f0")).ToString() : null;

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(
            () => ChaosTest.RunExplorer(_ => BusyTree.Of(isRepaired: false), Busy, null, name, Variable));
        ChaosReport other = ChaosTest.RunExplorer(_ => BusyTree.Of(isRepaired: true), Busy with { Plans = 2 }, null, new ChaosTestName("There", "Tests.cs"), Variable);

        Assert.Contains("plan of the environment, 1 action: f0", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, other.Plans);
    }

    [Theory]
    [InlineData("k1")]
    [InlineData("cha1-0000000:k1")]
    [InlineData("cha1-0000000g:k1")]
    [InlineData("cha1-00000000:x1")]
    public void Environment_NoPlan_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => ChaosTest.RunExplorer(_ => BusyTree.Of(true), null, null, new ChaosTestName("a", "b"), name => name == "SUPERVISION_CHAOS" ? text : null));
}
