using Supervision.Testing;

namespace Supervision.Tests.Backoffs;

/// <summary>A thousand clients that lost the same server come back, with and without jitter.</summary>
public sealed class ThunderingHerdTests
{
    private const int Clients = 1000;

    [Fact]
    public void Reconnecting_AfterAnOutage_WithJitterTheWorstMomentIsATenthAndLess()
    {
        int together = WorstTenthOfASecond(jitter: 0);
        int spread = WorstTenthOfASecond(jitter: 1);

        Assert.Equal(Clients, together);
        Assert.InRange(spread, 1, together / 10);
    }

    [Fact]
    public void Herd_WithoutJitter_NeverLetsTheServerComeBack()
    {
        using Herd herd = new(jitter: 0);

        herd.RunFor(TimeSpan.FromMinutes(10));

        Assert.True(herd.Crashes > 10, $"{herd.Crashes} crashes");
        Assert.True(herd.Connected < Clients, "The server came back.");
    }

    [Fact]
    public void Herd_WithJitter_IsServedWithinTwoMinutes()
    {
        using Herd herd = new(jitter: 1);

        herd.RunFor(TimeSpan.FromMinutes(2));

        Assert.Equal(Clients, herd.Connected);
    }

    /// <summary>The server is away for a minute; only arrivals after it count.</summary>
    private static int WorstTenthOfASecond(double jitter)
    {
        Backoff backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 2, jitter);
        TimeSpan outage = TimeSpan.FromMinutes(1);
        Dictionary<long, int> arrivals = [];
        using Simulation simulation = new(seed: 1);
        long start = simulation.Runtime.Time.GetTimestamp();
        for (int client = 0; client < Clients; client++)
        {
            simulation.Runtime.Spawn(async process =>
            {
                TimeSpan now = TimeSpan.Zero;
                for (int attempt = 1; now < outage; attempt++)
                {
                    await process.DelayAsync(backoff.DelayOf(attempt, process.Runtime));
                    now = process.Time.GetElapsedTime(start);
                }

                long slot = now.Ticks / (TimeSpan.TicksPerSecond / 10);
                arrivals[slot] = arrivals.GetValueOrDefault(slot) + 1;
            });
        }

        simulation.RunUntilQuiet();
        Assert.Equal(Clients, arrivals.Values.Sum());
        return arrivals.Values.Max();
    }
}
