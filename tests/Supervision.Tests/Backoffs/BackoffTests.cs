using Supervision.Testing;

namespace Supervision.Tests.Backoffs;

/// <summary>What a back-off answers.</summary>
public sealed class BackoffTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Delay_WithoutJitter_GrowsByTheFactorUpToTheLongest()
    {
        Backoff backoff = Backoff.Exponential(Second, 10 * Second, factor: 2, jitter: 0);

        double[] delays = [.. Enumerable.Range(1, 6).Select(attempt => backoff.DelayOf(attempt, new Random(1)).TotalSeconds)];

        Assert.Equal([1, 2, 4, 8, 10, 10], delays);
    }

    [Fact]
    public void Delay_OfAnySettings_IsNeverOutsideOfItsBounds()
    {
        Random random = new(1);
        for (int round = 0; round < 100_000; round++)
        {
            TimeSpan min = TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerMinute));
            TimeSpan max = min + TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerHour));
            Backoff backoff = Backoff.Exponential(min, max, 1 + (random.NextDouble() * 9), random.NextDouble());
            int attempt = random.Next(10) == 0 ? int.MaxValue - random.Next(3) : random.Next(1, 40);

            TimeSpan delay = backoff.DelayOf(attempt, random);

            Assert.True(delay >= min && delay <= max, $"round {round}: {delay} of {backoff}, attempt {attempt}");
        }
    }

    [Fact]
    public void Delay_WithJitter_ReachesAllOfItsRange()
    {
        Backoff backoff = Backoff.Exponential(Second, 100 * Second, factor: 2, jitter: 0.5);
        Random random = new(1);

        double[] third = [.. Enumerable.Range(0, 10_000).Select(_ => backoff.DelayOf(3, random).TotalSeconds)];

        Assert.InRange(third.Min(), 2, 2.1);
        Assert.InRange(third.Max(), 5.9, 6);
        Assert.InRange(third.Average(), 3.9, 4.1);
    }

    [Fact]
    public void Delay_OfOneSeed_IsTheSameEachTime()
    {
        Backoff backoff = Backoff.Exponential(Second, 100 * Second);

        Assert.Equal(Drawn(7), Drawn(7));
        Assert.NotEqual(Drawn(7), Drawn(8));

        List<TimeSpan> Drawn(ulong seed)
        {
            using Simulation simulation = new(seed);
            return [.. Enumerable.Range(1, 5).Select(attempt => backoff.DelayOf(attempt, simulation.Runtime))];
        }
    }

    [Fact]
    public void Shortest_OfZero_MeansNoDelayAtAll() =>
        Assert.Equal(TimeSpan.Zero, Backoff.Exponential(TimeSpan.Zero, Second).DelayOf(int.MaxValue, new Random(1)));

    [Theory]
    [InlineData(-1, 1, 2, 0, "min")]
    [InlineData(2, 1, 2, 0, "max")]
    [InlineData(1, 2, 0.9, 0, "factor")]
    [InlineData(1, 2, double.NaN, 0, "factor")]
    [InlineData(1, 2, double.PositiveInfinity, 0, "factor")]
    [InlineData(1, 2, 2, -0.1, "jitter")]
    [InlineData(1, 2, 2, 1.1, "jitter")]
    [InlineData(1, 2, 2, double.NaN, "jitter")]
    public void Exponential_ArgumentOutOfItsRange_IsRefusedByName(double min, double max, double factor, double jitter, string parameter)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Backoff.Exponential(min * Second, max * Second, factor, jitter));

        Assert.Equal(parameter, error.ParamName);
    }

    [Fact]
    public void Attempt_BeforeTheFirst_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Backoff.Exponential(Second, Second).DelayOf(0, new Random(1)));
}
