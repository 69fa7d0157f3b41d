namespace Supervision;

/// <summary>A circuit breaker did not let a call through; what it protects was not touched.</summary>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public sealed class BrokenCircuitException : CallFailedException
{
    internal BrokenCircuitException(Pid target, CircuitState state, CallFailure failure)
        : base(target, failure) => State = state;

    /// <summary>The state of the breaker that refused it: <see cref="CircuitState.Throttled"/> too.</summary>
    public CircuitState State { get; }

    /// <summary>When it is worth trying again; null when that is not known.</summary>
    public TimeSpan? RetryAfter => Failure.RetryAfter;
}
