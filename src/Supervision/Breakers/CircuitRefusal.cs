namespace Supervision.Breakers;

/// <summary>Why a call was not let through.</summary>
/// <param name="State">The state that refused it.</param>
/// <param name="Why">Why the breaker is in that state.</param>
/// <param name="RetryAfter">When the state may change by itself; null when that is not known.</param>
internal readonly record struct CircuitRefusal(CircuitState State, string Why, TimeSpan? RetryAfter);
