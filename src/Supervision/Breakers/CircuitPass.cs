using Supervision.Breakers;

namespace Supervision;

/// <summary>One call that a circuit breaker has let through and that has not ended. Say how it ended, once.</summary>
/// <remarks>
/// <para>Until then it counts as under way. A half-open breaker waits for it no longer than a break.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
public readonly struct CircuitPass : IEquatable<CircuitPass>
{
    private readonly CircuitBreaker? _breaker;

    internal CircuitPass(CircuitBreaker breaker, long began, int term, bool isProbe) =>
        (_breaker, Began, Term, IsProbe) = (breaker, began, term, isProbe);

    /// <summary>When, as a timestamp.</summary>
    internal long Began { get; }

    /// <summary>In which term of the breaker.</summary>
    internal int Term { get; }

    internal bool IsProbe { get; }

    /// <summary>It succeeded; slow or not is told by the time since it was let through.</summary>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Succeed() => _breaker?.End(this, CallOutcome.Succeeded);

    /// <summary>It failed.</summary>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Fail() => _breaker?.End(this, CallOutcome.Failed);

    /// <summary>Nobody knows, or it was not made at all. Its place is free again.</summary>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Abandon() => _breaker?.End(this, CallOutcome.Abandoned);

    /// <inheritdoc/>
    public bool Equals(CircuitPass other) =>
        (_breaker, Began, Term, IsProbe) == (other._breaker, other.Began, other.Term, other.IsProbe);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CircuitPass other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Began, Term);

    /// <summary>True when both are of one call, or of two that cannot be told apart.</summary>
    public static bool operator ==(CircuitPass left, CircuitPass right) => left.Equals(right);

    /// <summary>True when they are not.</summary>
    public static bool operator !=(CircuitPass left, CircuitPass right) => !left.Equals(right);
}
