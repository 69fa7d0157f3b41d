using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>The process that waits for the end of a turn, under every schedule with at most so many preemptions. That the barrier is enough on
/// processors that delay their stores is what <see cref="GateMemoryTests"/> shows.</summary>
public sealed class RunNextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Watch_StealsWhileTurnsEnd_EachProcessRunsOnce(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Contest(schedule, new TestedRunNext(), withdraws: false));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Watch_StealsWhileTheThreadWithdraws_EachProcessRunsOnce(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Contest(schedule, new TestedRunNext(), withdraws: true));

    [Fact]
    public void Turn_ThatEndsUnasked_IsFoundToRunAProcessTwice() =>
        Exploration.AssertFound(output, "2a 2a", 500, schedule => Contest(schedule, new EndsUnasked(), withdraws: false));

    [Fact]
    public void Theft_FromAnyTurn_IsFoundToRunAProcessTwice() =>
        Exploration.AssertFound(output, "2a 2a", 500, schedule => Contest(schedule, new StealsFromAnyTurn(), withdraws: false));

    private static void Contest(Schedule schedule, TestedRunNext slot, bool withdraws)
    {
        var contest = new RunNextContest(schedule, slot);
        contest.StartWorker(turns: 2, withdraws);
        contest.StartWatch(looks: 2);
        schedule.AtEnd(contest.AssertEachRunsOnce);
    }
}
