using System.Globalization;

namespace Supervision.Breakers;

/// <summary>What is said of a breaker that cannot be, and of calls that it does not let through.</summary>
internal static class CircuitErrors
{
    internal static CircuitBreakerOptions Checked(CircuitBreakerOptions options)
    {
        CheckRatio(options.FailureRatio, nameof(options.FailureRatio));
        CheckRatio(options.ThrottleRatio ?? 1, nameof(options.ThrottleRatio));
        CheckRatio(options.SlowCallRatio ?? 1, nameof(options.SlowCallRatio));
        CheckRatio(options.MinimumShare, nameof(options.MinimumShare));
        CheckTime(options.SamplingDuration, nameof(options.SamplingDuration));
        CheckTime(options.BreakDuration, nameof(options.BreakDuration));
        CheckTime(options.LatencyTarget ?? TimeSpan.MaxValue, nameof(options.LatencyTarget));
        CheckCount(options.MinimumThroughput, nameof(options.MinimumThroughput));
        CheckCount(options.Probes, nameof(options.Probes));
        return options;
    }

    internal static CallFailure Rejected(string breaker, in CircuitRefusal refusal) => new(
        CallFailureCause.Rejected,
        new ExitReason.Custom("rejected", breaker),
        string.Create(
            CultureInfo.InvariantCulture,
            $"Circuit breaker '{breaker}' did not let the call through: it is {refusal.State} ({refusal.Why}). {Advice(refusal)}"))
    {
        RetryAfter = refusal.RetryAfter,
    };

    internal static InvalidOperationException OtherRuntime(string breaker) => new(
        $"Circuit breaker '{breaker}' is tied to a child that starts in another runtime. Make one breaker for each runtime.");

    internal static string SomeOfAll(long some, long all, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{some} of {all} calls {what}");

    private static string Advice(in CircuitRefusal refusal) => refusal.RetryAfter is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"Try again in {time.TotalSeconds:0.###} s, or go on without.")
        : refusal.State == CircuitState.Isolated ? "Close() lets calls through again." : "It lets calls through when that is up again.";

    private static void CheckRatio(double value, string name)
    {
        if (!(value is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} of a circuit breaker is more than 0 and at most 1. Give 0.5 for half of the calls.");
        }
    }

    private static void CheckTime(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} of a circuit breaker is more than zero and not infinite. Give some seconds.");
        }
    }

    private static void CheckCount(int value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} of a circuit breaker is at least 1.");
        }
    }
}
