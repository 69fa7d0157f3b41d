namespace Supervision;

/// <summary>What happens to the message that a worker was handling when it ended. What waits is never touched.</summary>
public enum InFlightPolicy
{
    /// <summary>Its caller's call fails with the worker's exit reason; of a cast it is a dead letter.</summary>
    FailCaller = 0,

    /// <summary>It is handled again, before what waits, as often as <see cref="PoolOptions{TMessage}.MaxAttempts"/> allows; then as
    /// <see cref="FailCaller"/>. For messages that may be handled twice.</summary>
    Requeue,
}
