namespace Supervision.Tests.Scheduling;

/// <summary>Timers beside a sorted list of them, at random: in which order they fire, when, and when their queue wants to be looked at.</summary>
public sealed class TimerQueueTests
{
    private const long Nanoseconds = 1_000_000_000;

    public static TheoryData<int, long, long> Clocks => new MatrixTheoryData<int, long, long>(
        Enumerable.Range(1, 5), [Nanoseconds, TimeSpan.TicksPerSecond, 1000, 7], [0, 123_456_789_012_345]);

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Queue_ThatIsLookedAtWhenItWants_FiresEachTimerInItsTime(int seed, long frequency, long start)
    {
        using TimerQueueContest contest = new(seed, frequency, start);
        contest.PlayAtRandom();
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Queue_ThatIsAskedForTheFirst_KnowsItExactly(int seed, long frequency, long start)
    {
        using TimerQueueContest contest = new(seed, frequency, start) { AsksForTheFirst = true };
        contest.PlayAtRandom();
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Queue_ThatIsLookedAtTooLate_FiresInTheOrderOfTimes(int seed, long frequency, long start)
    {
        using TimerQueueContest contest = new(seed, frequency, start) { Oversleeps = true };
        contest.PlayAtRandom();
    }

    [Fact]
    public void ManyTimersAtTheBeginningOfASlot_AskedForTheFirst_AreAllConsidered()
    {
        // Where a slot of the third level begins, in ticks of 2^26 ns: what is moved from it first is due soon at once.
        TimeSpan begin = TimeSpan.FromSeconds(274.878);
        using TimerQueueContest contest = new(seed: 1, Nanoseconds, start: 0);
        for (int i = 0; i < 1000; i++)
        {
            contest.Start(begin + TimeSpan.FromMicroseconds(i));
        }

        contest.AssertKnowsTheFirst();
        contest.StopAll();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void ManyTimersOfOneSlot_StartedAndStoppedWhileItIsMoved_FireInTheirTime(int seed)
    {
        using TimerQueueContest contest = new(seed, Nanoseconds, start: 0);
        for (int i = 0; i < 3000; i++)
        {
            contest.Start(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(i % 1000));
        }

        contest.DisturbsLooks = true;
        contest.Wait(TimeSpan.FromHours(2));

        contest.AssertDisturbed();
        contest.StopAll();
    }

    [Fact]
    public void ShortTimers_OneAfterTheOther_AreLookedAtOnceEach()
    {
        using TimerQueueContest contest = new(seed: 1, Nanoseconds, start: 0);
        for (int i = 0; i < 1000; i++)
        {
            contest.Start(TimeSpan.FromMilliseconds(10));
            contest.Wait(TimeSpan.FromMilliseconds(20));
        }

        // Once for each, when it is due.
        Assert.Equal(1000, contest.Looks);
    }

    [Fact]
    public void LongTimer_StartedAndStoppedOverAndOver_IsNotLookedAtForEachStart()
    {
        using TimerQueueContest contest = new(seed: 1, Nanoseconds, start: 0);
        for (int i = 0; i < 10_000; i++)
        {
            contest.Start(TimeSpan.FromSeconds(5));
            contest.StopOne();
            contest.Wait(TimeSpan.FromMilliseconds(1));
        }

        // Slots of the time of ten seconds, as they come.
        Assert.InRange(contest.Looks, 0, 10);
    }
}
