using System.Diagnostics;
using System.Globalization;
using Supervision.Backoffs;

namespace Supervision;

/// <summary>How long to wait before trying something again: longer from attempt to attempt, and a little at random, so that those who
/// failed together do not all come back together.</summary>
/// <example>A child whose restarts wait, and a caller that tries again:
/// <code>
/// Backoff backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
/// await test.StartSupervisedAsync(ChildSpec.Process("feed", FeedAsync) with { Backoff = backoff });
///
/// for (int attempt = 1; !TryConnect(); attempt++)
/// {
///     await test.DelayAsync(backoff.DelayOf(attempt, test.Runtime));
/// }
/// </code></example>
/// <remarks>
/// <para>The step of attempt n is <c>Min × Factor^(n-1)</c>, at most <see cref="Max"/>. The delay is drawn evenly from
/// <c>step × (1 - Jitter)</c> to <c>step × (1 + Jitter)</c>, that range cut to <see cref="Min"/> and <see cref="Max"/>; so no delay
/// is ever outside of the bounds, and none is more likely than its neighbours.</para>
/// <para>A value; it counts nothing. Set it as <see cref="ChildSpec.Backoff"/>, or ask it for a delay and wait with
/// <see cref="ProcessContext.DelayAsync"/>.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Backoff
{
    private Backoff(TimeSpan min, TimeSpan max, double factor, double jitter) => (Min, Max, Factor, Jitter) = (min, max, factor, jitter);

    /// <summary>The shortest delay.</summary>
    public TimeSpan Min { get; }

    /// <summary>The longest delay.</summary>
    public TimeSpan Max { get; }

    /// <summary>By what the step grows from one attempt to the next; at least 1.</summary>
    public double Factor { get; }

    /// <summary>How far a delay may be from its step, as a part of it: 0 for not at all, 1 for from nothing to twice as much.</summary>
    public double Jitter { get; }

    /// <summary>Delays that grow by a factor from attempt to attempt.</summary>
    /// <param name="min">The step of the first attempt, and the shortest delay. Zero or more; infinite is not allowed.</param>
    /// <param name="max">The longest delay; at least <paramref name="min"/>, and infinite is not allowed.</param>
    /// <param name="factor">By what the step grows; at least 1, by default 2.</param>
    /// <param name="jitter">How far a delay may be from its step, from 0 to 1, by default 0.5. At 0 clients that failed at the same time come
    /// back at the same time.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not in its range.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static Backoff Exponential(TimeSpan min, TimeSpan max, double factor = 2, double jitter = 0.5)
    {
        BackoffErrors.CheckBounds(min, max);
        BackoffErrors.CheckFactor(factor);
        BackoffErrors.CheckJitter(jitter);
        return new Backoff(min, max, factor, jitter);
    }

    /// <summary>The delay before an attempt, with the randomness of a runtime: seeded in tests.</summary>
    /// <param name="attempt">Which attempt it is, from 1: the first after the first failure.</param>
    /// <param name="runtime">The runtime.</param>
    /// <returns>The delay; another one for each call unless <see cref="Jitter"/> is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempt"/> is less than 1.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public TimeSpan DelayOf(int attempt, ProcessRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);

        // The production source gives 63 bits, so the lowest are taken: as many as a double holds.
        return At(attempt, (runtime.Scheduler.NextRandom() & ((1UL << 53) - 1)) / (double)(1UL << 53));
    }

    /// <summary>The delay before an attempt, with randomness of your own.</summary>
    /// <param name="attempt">Which attempt it is, from 1.</param>
    /// <param name="random">The source; used from one thread at a time.</param>
    /// <returns>The delay.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempt"/> is less than 1.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public TimeSpan DelayOf(int attempt, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return At(attempt, random.NextDouble());
    }

    /// <summary>The bounds, the factor and the jitter.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Min.TotalSeconds:0.###} s to {Max.TotalSeconds:0.###} s, factor {Factor}, jitter {Jitter}");

    /// <param name="attempt">From 1.</param>
    /// <param name="chance">From 0 to below 1.</param>
    private TimeSpan At(int attempt, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);

        // The power may be infinite, and with a Min of zero no number at all.
        double step = Min == TimeSpan.Zero ? 0 : Math.Min(Max.Ticks, Min.Ticks * Math.Pow(Factor, attempt - 1));
        double low = Math.Max(Min.Ticks, step * (1 - Jitter));
        double high = Math.Min(Max.Ticks, step * (1 + Jitter));
        return TimeSpan.FromTicks(Math.Clamp((long)(low + ((high - low) * chance)), Min.Ticks, Max.Ticks));
    }
}
