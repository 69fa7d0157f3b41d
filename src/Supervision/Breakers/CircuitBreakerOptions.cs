namespace Supervision;

/// <summary>When a circuit breaker lets calls through. The names are Polly's where the meaning is.</summary>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public sealed record CircuitBreakerOptions
{
    internal static readonly CircuitBreakerOptions Default = new();

    /// <summary>The share of failed calls from which on it opens; more than 0, at most 1, by default 0.1.</summary>
    public double FailureRatio { get; init; } = 0.1;

    /// <summary>How many calls must have ended within <see cref="SamplingDuration"/> before their ratios count; at least 1, by default 100.</summary>
    public int MinimumThroughput { get; init; } = 100;

    /// <summary>How long an ended call counts; more than zero and not infinite, by default 30 s. It is counted in ten slices, so a call counts for nine
    /// to ten tenths of it.</summary>
    public TimeSpan SamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it stays open; more than zero and not infinite, by default 5 s.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it stays open when it opens again from half-open, time after time; null, the default, for
    /// <see cref="BreakDuration"/> each time.</summary>
    public Backoff? Backoff { get; init; }

    /// <summary>A call that takes longer is slow; more than zero, null, the default, for none.</summary>
    public TimeSpan? LatencyTarget { get; init; }

    /// <summary>The share of slow calls from which on it throttles; more than 0, at most 1, by default 0.5. Null for never. Looked at in each tenth
    /// of <see cref="SamplingDuration"/>: a slow one takes away three tenths of the share that is let through, another one
    /// gives back a tenth of all.</summary>
    public double? ThrottleRatio { get; init; } = 0.5;

    /// <summary>The least share of calls that throttling leaves; more than 0, at most 1, by default 0.1.</summary>
    public double MinimumShare { get; init; } = 0.1;

    /// <summary>The share of slow calls from which on it opens; more than 0, at most 1. Null, the default, for never.</summary>
    public double? SlowCallRatio { get; init; }

    /// <summary>How many calls it lets through when half-open, which all have to succeed; at least 1, by default 1.</summary>
    public int Probes { get; init; } = 1;

    /// <summary>Which exceptions are failures; null, the default, for all but <see cref="OperationCanceledException"/>. One that is none counts as
    /// success: there was an answer. Never asked about the end of the calling process.</summary>
    public Func<Exception, bool>? ShouldHandle { get; init; }

    /// <summary>Which replies and results are failures, such as one that says "disconnected"; null, the default, for none.</summary>
    public Func<object?, bool>? ShouldHandleReply { get; init; }
}
