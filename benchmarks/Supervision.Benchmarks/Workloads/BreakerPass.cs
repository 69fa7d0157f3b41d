namespace Supervision.Benchmarks.Workloads;

/// <summary>A pass through a closed breaker, and nothing else.</summary>
internal sealed class BreakerPass : ProcessWorkload
{
    internal const string Name = "breaker-pass";

    private readonly CircuitBreaker _breaker;

    internal BreakerPass() => _breaker = new(Runtime, "nothing", new() { LatencyTarget = TimeSpan.FromSeconds(1) });

    internal override string Operation => Name;

    internal override Task RunAsync(int operations) => Task.Run(() =>
    {
        for (int i = 0; i < operations; i++)
        {
            if (!_breaker.TryEnter(out CircuitPass pass))
            {
                throw new InvalidOperationException("The breaker is not closed.");
            }

            pass.Succeed();
        }
    });
}
