using FsCheck;
using FsCheck.Fluent;
using Supervision.Supervisors;

namespace Supervision.Tests.Supervisors;

public sealed class RestartWindowTests
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    [Fact]
    public void Window_OfNone_RefusesTheFirst()
    {
        RestartWindow window = new(0, FiveSeconds, TicksPerSecond);

        Assert.False(window.TryAdd(0));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Restart_AroundThePeriodsEdge_CountsUpToAndIncludingIt(long ticksPastThePeriod, bool allowed)
    {
        RestartWindow window = new(1, FiveSeconds, TicksPerSecond);
        window.TryAdd(1000);

        bool second = window.TryAdd(1000 + FiveSeconds.Ticks + ticksPastThePeriod);

        Assert.Equal(allowed, second);
    }

    [Theory]
    [InlineData(3, false, 0, 1, 2, 5)]
    [InlineData(3, true, 0, 1, 2, 6)]
    [InlineData(1, true, 0, 6, 12, 18)]
    [InlineData(2, true, 0, 0, 6, 6)]
    [InlineData(2, false, 0, 5, 5)]
    public void LastOfSeconds_IsAllowedOrNot(int max, bool allowed, params int[] seconds)
    {
        RestartWindow window = new(max, FiveSeconds, TicksPerSecond);

        bool[] answers = [.. seconds.Select(second => window.TryAdd(second * TicksPerSecond))];

        Assert.All(answers[..^1], Assert.True);
        Assert.Equal(allowed, answers[^1]);
    }

    [Fact]
    public void Period_ThatIsNoWholeNumberOfTimestamps_IsNotRounded()
    {
        RestartWindow window = new(1, TimeSpan.FromTicks(15), frequency: TicksPerSecond / 10);
        window.TryAdd(0);

        Assert.False(window.TryAdd(1));
        Assert.True(window.TryAdd(2));
    }

    [Fact]
    public void LongestPeriod_WithFineClock_NeverForgets()
    {
        RestartWindow window = new(1, TimeSpan.MaxValue, frequency: 1_000_000_000);
        window.TryAdd(0);

        Assert.False(window.TryAdd(long.MaxValue));
    }

    [Fact]
    public void LimitOfMillions_CostsNothingUntilItIsUsed()
    {
        RestartWindow window = new(100_000_000, FiveSeconds, TicksPerSecond);
        long before = GC.GetAllocatedBytesForCurrentThread();

        window.TryAdd(0);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1000);
    }

    [Fact]
    public void RefusedRestart_IsNotCounted()
    {
        RestartWindow window = new(1, FiveSeconds, TicksPerSecond);
        window.TryAdd(0);
        window.TryAdd(4 * TicksPerSecond);

        Assert.True(window.TryAdd(6 * TicksPerSecond));
    }

    [Fact]
    public void AnyRestarts_AreAnsweredAsByAListOfTimes()
    {
        // The gaps cluster around the period, so that its edges are met often.
        Gen<long> gap = Gen.OneOf(
            Gen.Choose(0, 3).Select(static value => (long)value),
            Gen.Choose(-1, 1).Select(static value => 10L + value),
            Gen.Choose(0, 40).Select(static value => (long)value));
        var cases = Gen.Choose(0, 9).SelectMany(max => gap.ListOf().Select(gaps => (max, gaps)));

        Prop.ForAll(cases.ToArbitrary(), static c => AnswersAsAList(c.max, c.gaps)).QuickCheckThrowOnFailure();
    }

    private static bool AnswersAsAList(int max, IEnumerable<long> gaps)
    {
        RestartWindow window = new(max, TimeSpan.FromTicks(10), TicksPerSecond);
        List<long> model = [];
        long now = 0;
        foreach (long gap in gaps)
        {
            now += gap;
            model.RemoveAll(then => now - then > 10);
            bool expected = model.Count + 1 <= max;
            if (expected)
            {
                model.Add(now);
            }

            if (window.TryAdd(now) != expected || window.Count != model.Count)
            {
                return false;
            }
        }

        return true;
    }
}
