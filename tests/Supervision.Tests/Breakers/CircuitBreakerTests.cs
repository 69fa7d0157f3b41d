using Supervision.Testing;

namespace Supervision.Tests.Breakers;

/// <summary>When a breaker opens, and how it closes again.</summary>
public sealed class CircuitBreakerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly CircuitBreakerOptions Small = new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 4,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public void Failures_UpToTheRatio_OpenIt() => Simulation.Test(static test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small);
        End(breaker, "ssf");
        Assert.Equal(CircuitState.Closed, breaker.State);
        End(breaker, "f");

        Assert.Equal(CircuitState.Open, breaker.State);
        Assert.False(breaker.TryEnter(out _));
        Assert.Equal(new CircuitCounts(4, 2, 2, 0, 0, 1), breaker.Counts);
        return Task.CompletedTask;
    });

    [Fact]
    public void Failures_BelowTheThroughput_DoNotOpenIt() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small);
        End(breaker, "fff");
        await test.DelayAsync(Second * 10);
        End(breaker, "fff");

        Assert.Equal(CircuitState.Closed, breaker.State);
    });

    [Fact]
    public void Open_RejectsWithoutTouchingTheTarget() => Simulation.Test(static async test =>
    {
        (CircuitBreaker breaker, ServerRef<Remote.Ask> remote, Remote.Conditions conditions) = await StartAsync(test);
        End(breaker, "ffff");

        BrokenCircuitException refused = await Assert.ThrowsAsync<BrokenCircuitException>(
            async () => await breaker.CallAsync(remote, new Remote.Ask()));
        CallResult<string> result = await breaker.TryCallAsync(remote, new Remote.Ask());

        Assert.Equal(0, conditions.Touched);
        Assert.Equal((CircuitState.Open, Second * 5), (refused.State, refused.RetryAfter));
        Assert.Equal(CallFailureCause.Rejected, result.Failure!.Cause);
        Assert.Contains("'sql'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, breaker.Counts.Rejected);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void HalfOpen_LetsProbesThrough_AndClosesWhenAllSucceed(int probes) => Simulation.Test(async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small with { Probes = probes });
        End(breaker, "ffff");
        await test.DelayAsync(Second * 5);
        Assert.Equal(CircuitState.HalfOpen, breaker.State);

        List<CircuitPass> passes = [];
        for (int i = 0; i < 10; i++)
        {
            if (breaker.TryEnter(out CircuitPass pass))
            {
                passes.Add(pass);
            }
        }

        Assert.Equal(probes, passes.Count);
        passes.ForEach(static pass => pass.Succeed());
        Assert.Equal(CircuitState.Closed, breaker.State);
        Assert.Equal(probes + 4, breaker.Counts.Admitted);
    });

    [Fact]
    public void HalfOpen_WhenAProbeFails_OpensForLonger() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(
            test.Runtime, "sql", Small with { Backoff = Backoff.Exponential(Second, Second * 60, factor: 3, jitter: 0) });
        End(breaker, "ffff");
        foreach (int seconds in (int[])[1, 3, 9])
        {
            await test.DelayAsync((Second * seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(CircuitState.Open, breaker.State);
            await test.DelayAsync(TimeSpan.FromMilliseconds(1));
            Assert.Equal(CircuitState.HalfOpen, breaker.State);
            End(breaker, "f");
        }

        await test.DelayAsync(Second * 27);
        End(breaker, "sffff");
        await test.DelayAsync(Second);
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
    });

    [Fact]
    public void HalfOpen_WhenAProbeIsAbandoned_LetsAnotherThrough() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small);
        End(breaker, "ffff");
        await test.DelayAsync(Second * 5);
        End(breaker, "a");

        Assert.True(breaker.TryEnter(out CircuitPass forgotten));
        Assert.False(breaker.TryEnter(out _));
        await test.DelayAsync(Second * 5);
        Assert.True(breaker.TryEnter(out CircuitPass pass));
        forgotten.Fail();
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        pass.Succeed();
        Assert.Equal(CircuitState.Closed, breaker.State);
        Assert.Equal(0, breaker.Counts.InFlight);
    });

    [Fact]
    public void Isolated_ByHand_LetsNothingThroughUntilClosedByHand() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small);
        Assert.True(breaker.TryEnter(out CircuitPass before));
        breaker.Isolate();
        before.Fail();
        await test.DelayAsync(Second * 3600);

        Assert.Equal(CircuitState.Isolated, breaker.State);
        BrokenCircuitException refused = await Assert.ThrowsAsync<BrokenCircuitException>(
            async () => await breaker.ExecuteAsync(static _ => new ValueTask<int>(1)));
        Assert.Equal((CircuitState.Isolated, null), (refused.State, refused.RetryAfter));
        breaker.Close();
        Assert.Equal(1, await breaker.ExecuteAsync(static _ => new ValueTask<int>(1)));
    });

    [Fact]
    public void Calls_ThatFail_CountAsFailures_AndTheirRepliesWhenToldSo() => Simulation.Test(static async test =>
    {
        (CircuitBreaker breaker, ServerRef<Remote.Ask> remote, Remote.Conditions conditions) = await StartAsync(
            test, Small with { MinimumThroughput = 100, ShouldHandleReply = static reply => reply is "disconnected" });
        ServerRef<Remote.Ask> nobody = ServerRef<Remote.Ask>.ForName(test.Runtime, "nobody");

        Assert.Equal("yes", await breaker.CallAsync(remote, new Remote.Ask()));
        conditions.Reply = "disconnected";
        Assert.Equal("disconnected", (await breaker.TryCallAsync(remote, new Remote.Ask())).Reply);
        await Assert.ThrowsAsync<CallFailedException>(async () => await breaker.CallAsync(nobody, new Remote.Ask()));
        conditions.Latency = Second;
        await Assert.ThrowsAsync<CallTimeoutException>(async () => await breaker.CallAsync(remote, new Remote.Ask(), Second / 2));
        using CancellationTokenSource cancelled = new(Second / 4, test.Time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await breaker.CallAsync(remote, new Remote.Ask(), cancellationToken: cancelled.Token));

        Assert.Equal(new CircuitCounts(5, 1, 3, 1, 0, 0), breaker.Counts);
    });

    [Fact]
    public void Work_ThatThrows_CountsAsFailure_UnlessToldOtherwise() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small with { ShouldHandle = static error => error is not FormatException });

        await Assert.ThrowsAsync<TimeoutException>(async () => await breaker.ExecuteAsync<int>(static _ => throw new TimeoutException()));
        await Assert.ThrowsAsync<FormatException>(async () => await breaker.ExecuteAsync<int>(static _ => throw new FormatException()));
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await breaker.ExecuteAsync<int>(static _ => throw new OperationCanceledException()));

        Assert.Equal(new CircuitCounts(3, 1, 1, 1, 0, 0), breaker.Counts);
    });

    [Fact]
    public void Changes_AreReportedAndToldInOrder() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small);
        breaker.Listen(test);
        breaker.Listen(test);
        End(breaker, "ffff");
        await test.DelayAsync(Second * 5);
        End(breaker, "s");
        breaker.Isolate();

        List<Report.CircuitChanged> told = [];
        while (await test.TryReceiveAsync<Report.CircuitChanged>(TimeSpan.Zero) is { } change)
        {
            told.Add(change);
        }

        Assert.Equal(
            [CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed, CircuitState.Isolated], told.Select(static change => change.To));
        Assert.Equal(told, test.Simulation.Reports.OfType<Report.CircuitChanged>());
        Assert.Equal("4 of 4 calls failed", told[0].Why);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Ratio_OutOfItsRange_IsRefused(double ratio) => Simulation.Test(test =>
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker(test.Runtime, "sql", Small with { FailureRatio = ratio }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker(test.Runtime, "sql", Small with { BreakDuration = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker(test.Runtime, "sql", Small with { Probes = 0 }));
        return Task.CompletedTask;
    });

    [Fact]
    public void Break_OfTheLongestTime_DoesNotEnd() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", Small with { BreakDuration = TimeSpan.MaxValue });
        await test.DelayAsync(Second);
        End(breaker, "ffff");
        Assert.Equal(CircuitState.Open, breaker.State);
        await test.DelayAsync(TimeSpan.FromMinutes(40));

        Assert.Equal(CircuitState.Open, breaker.State);
        Assert.False(breaker.TryEnter(out _));
    });

    /// <summary>Calls one after the other: s for one that succeeds, f for one that fails, a for one that is abandoned.</summary>
    private static void End(CircuitBreaker breaker, string ends)
    {
        foreach (char end in ends)
        {
            Assert.True(breaker.TryEnter(out CircuitPass pass));
            (end switch { 's' => (Action)pass.Succeed, 'f' => pass.Fail, _ => pass.Abandon })();
        }
    }

    private static async Task<(CircuitBreaker Breaker, ServerRef<Remote.Ask> Remote, Remote.Conditions Conditions)> StartAsync(
        TestProcess test, CircuitBreakerOptions? options = null)
    {
        Remote.Conditions conditions = new();
        ServerRef<Remote.Ask> remote = await test.StartSupervisedAsync(() => new Remote(conditions), new() { Name = "remote" });
        return (new CircuitBreaker(test.Runtime, "sql", options ?? Small), remote, conditions);
    }
}
