using Supervision.Testing;

namespace Supervision.Tests.Breakers;

/// <summary>Slow calls: fewer of them, before any fails.</summary>
public sealed class CircuitThrottleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly CircuitBreakerOptions Options = new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(10),
        LatencyTarget = TimeSpan.FromMilliseconds(150),
    };

    [Fact]
    public void LatencyThatDoubles_LowersTheAdmittedShareBeforeAnyError_AndItReturns() => Simulation.Test(static async test =>
    {
        Remote.Conditions conditions = new() { Latency = TimeSpan.FromMilliseconds(100) };
        CircuitBreaker breaker = new(test.Runtime, "sql", Options);
        breaker.Listen(test);

        Assert.Equal(1, await LoadAsync(test, breaker, conditions, seconds: 20));
        conditions.Latency *= 2;
        double early = await LoadAsync(test, breaker, conditions, seconds: 3);
        double late = await LoadAsync(test, breaker, conditions, seconds: 20);
        Assert.InRange(early, 0.5, 0.95);
        Assert.InRange(late, 0.05, 0.25);
        Assert.Equal(Options.MinimumShare, breaker.AdmittedShare);
        conditions.Latency /= 2;
        await LoadAsync(test, breaker, conditions, seconds: 15);
        Assert.Equal(1, await LoadAsync(test, breaker, conditions, seconds: 20));

        Assert.Equal(0, breaker.Counts.Failed);
        Assert.Equal(CircuitState.Throttled, (await test.ReceiveAsync<Report.CircuitChanged>()).To);
        Assert.Equal(CircuitState.Closed, (await test.ReceiveAsync<Report.CircuitChanged>()).To);
    });

    [Fact]
    public void ThrottledCall_IsRejectedWithTheTimeOfTheNextLook() => Simulation.Test(static async test =>
    {
        Remote.Conditions conditions = new() { Latency = TimeSpan.FromMilliseconds(200) };
        CircuitBreaker breaker = new(test.Runtime, "sql", Options);
        await LoadAsync(test, breaker, conditions, seconds: 10);

        CallFailure? failure = null;
        while (failure is null)
        {
            failure = (await breaker.TryCallAsync(default(ServerRef<Remote.Ask>), new Remote.Ask())).Failure is { Cause: CallFailureCause.Rejected } refused ? refused : null;
        }

        Assert.Equal(Second, failure.RetryAfter);
        Assert.Contains("Throttled", failure.Detail, StringComparison.Ordinal);
    });

    [Fact]
    public void SlowCalls_UpToTheRatio_OpenItWhenAskedTo() => Simulation.Test(static async test =>
    {
        Remote.Conditions conditions = new() { Latency = TimeSpan.FromMilliseconds(200) };
        CircuitBreaker breaker = new(test.Runtime, "sql", Options with { ThrottleRatio = null, SlowCallRatio = 0.8 });
        await LoadAsync(test, breaker, conditions, seconds: 2);

        Assert.Equal(CircuitState.Open, breaker.State);
        Assert.Equal(0, breaker.Counts.Failed);
        Assert.Contains(test.Simulation.Reports.OfType<Report.CircuitChanged>(), static change => change.Why.EndsWith("calls were slow", StringComparison.Ordinal));
    });

    [Fact]
    public void ThrottledWithoutCalls_GivesRoomAgain() => Simulation.Test(static async test =>
    {
        Remote.Conditions conditions = new() { Latency = TimeSpan.FromMilliseconds(200) };
        CircuitBreaker breaker = new(test.Runtime, "sql", Options);
        await LoadAsync(test, breaker, conditions, seconds: 20);
        Assert.Equal(CircuitState.Throttled, breaker.State);

        await test.DelayAsync(Second * 10);
        Assert.Equal((CircuitState.Closed, 1.0), (breaker.State, breaker.AdmittedShare));
    });

    /// <summary>A hundred calls a second, each on its own.</summary>
    /// <returns>The share of them that was let through.</returns>
    private static async Task<double> LoadAsync(TestProcess test, CircuitBreaker breaker, Remote.Conditions conditions, int seconds)
    {
        CircuitCounts before = breaker.Counts;
        for (int call = 0; call < seconds * 100; call++)
        {
            test.SpawnLink(async client =>
            {
                if (breaker.TryEnter(out CircuitPass pass))
                {
                    await client.DelayAsync(conditions.Latency);
                    pass.Succeed();
                }
            });
            await test.DelayAsync(Second / 100);
        }

        CircuitCounts after = breaker.Counts;
        return (double)(after.Admitted - before.Admitted) / (seconds * 100);
    }
}
