using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>A timer that is started and stopped while the queue looks at it, under every schedule with at most so many preemptions.</summary>
public sealed class DeadlineTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Exploration.Unbounded)]
    public void Owner_StartsAgainWhileTheQueueLooks_EachStartFiresOrIsStopped(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Contest(schedule, new TestedDeadline(), stopsLast: false, ticks: 2, 1, 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Owner_StartsLaterAndEarlier_EachStartFiresOrIsStopped(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Contest(schedule, new TestedDeadline(), stopsLast: true, ticks: 4, 2, 4, 1, 3));

    [Fact]
    public void Queue_ThatLooksBeforeItTakesTheTimerOut_IsFoundToForgetAStart() =>
        Exploration.AssertFound(output, "2 started, 1 stopped, 0 fired", 200, schedule => Contest(schedule, new LooksBeforeLeaving(), stopsLast: false, ticks: 2, 1, 2));

    [Fact]
    public void Queue_ThatFiresUnasked_IsFoundToFireAStoppedTimer() =>
        Exploration.AssertFound(output, "2 started, 2 stopped, 1 fired", 200, schedule => Contest(schedule, new FiresUnasked(), stopsLast: true, ticks: 2, 1, 2));

    private static void Contest(Schedule schedule, TestedDeadline deadline, bool stopsLast, int ticks, params long[] dues)
    {
        var contest = new DeadlineContest(schedule, deadline);
        contest.StartOwner(stopsLast, dues);
        contest.StartQueue(ticks);
        schedule.AtEnd(contest.AssertEachStartEndedOnce);
    }
}
