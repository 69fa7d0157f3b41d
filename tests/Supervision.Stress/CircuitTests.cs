namespace Supervision.Stress;

/// <summary>A breaker that is used by all threads at once counts every call.</summary>
public sealed class CircuitTests
{
    [Fact]
    public async Task Counts_OfManyThreads_AreExact()
    {
        const int Threads = 8;
        int each = Load.Times(200_000);
        await using ProcessRuntime runtime = new();
        CircuitBreaker breaker = new(runtime, "shared", new() { BreakDuration = TimeSpan.FromMilliseconds(1), MinimumThroughput = 10 });
        long[] admitted = new long[Threads];
        long[] failed = new long[Threads];

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => Use(thread), TestContext.Current.CancellationToken))).InTime();

        CircuitCounts counts = breaker.Counts;
        Assert.Equal((admitted.Sum(), failed.Sum()), (counts.Admitted, counts.Failed));
        Assert.Equal((long)Threads * each, counts.Admitted + counts.Rejected);
        Assert.Equal(0, counts.InFlight);
        Assert.True(counts.Rejected > 0 && counts.Succeeded > 0, counts.ToString());

        void Use(int thread)
        {
            Random chance = new(thread);
            for (int call = 0; call < each; call++)
            {
                if (breaker.TryEnter(out CircuitPass pass))
                {
                    admitted[thread]++;
                    bool fails = chance.Next(4) == 0;
                    failed[thread] += fails ? 1 : 0;
                    (fails ? (Action)pass.Fail : pass.Succeed)();
                }
            }
        }
    }
}
