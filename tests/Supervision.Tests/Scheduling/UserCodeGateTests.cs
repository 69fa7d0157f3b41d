using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>Who owns a process whose user code does not come back, under every schedule with at most so many preemptions.</summary>
public sealed class UserCodeGateTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Exploration.Unbounded)]
    public void Taker_RunnerComesAndGoes_LeavesOneOwner(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Contest(schedule, new TestedGate(), takers: 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TwoTakers_RunnerComesAndGoes_LeaveOneOwner(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Contest(schedule, new TestedGate(), takers: 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Exploration.Unbounded)]
    public void Takers_RunnerNeverLeaves_OneWinsAndTheRunnerLearnsIt(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => ContestStuck(schedule, new TestedGate()));

    /// <summary>What <see cref="GateMemoryTests"/> builds on and no schedule of threads that take turns can show.</summary>
    [Fact]
    public void TrySeize_BetweenClaimAndComparison_FencesEveryProcessor()
    {
        string trace = "";

        Explorer.Explore(preemptions: 0, schedule =>
        {
            ContestStuck(schedule, new TestedGate());
            schedule.AtEnd(() => trace += schedule.Trace);
        });

        Assert.Matches(@"taker 1: write\s+taker 1: barrier\s+taker 1: read", trace);
    }

    [Fact]
    public void Leave_WithoutAskingForAClaim_IsFoundToDoubleTheOwner() =>
        Exploration.AssertFound(output, "a taker owns", 40, schedule => Contest(schedule, new LeavesUnasked(), takers: 1));

    [Fact]
    public void Seizure_OfAnyStay_IsFoundToRobARunnerThatHadLeft() =>
        Exploration.AssertFound(output, "robbed", 80, schedule => Contest(schedule, new SeizesAnyStay(), takers: 1));

    private static void Contest(Schedule schedule, TestedGate gate, int takers)
    {
        const int Stays = 2;
        var contest = new GateContest(schedule, gate);
        contest.StartRunner(Stays);
        for (int taker = 1; taker <= takers; taker++)
        {
            contest.StartTaker($"taker {taker}");
        }

        schedule.AtEnd(() => contest.AssertOneOwner(Stays));
    }

    private static void ContestStuck(Schedule schedule, TestedGate gate)
    {
        var contest = new GateContest(schedule, gate);
        contest.StartStuckRunner();
        contest.StartPatientTaker("taker 1");
        contest.StartPatientTaker("taker 2");
        schedule.AtEnd(() => contest.AssertOneOwner(1));
    }
}
