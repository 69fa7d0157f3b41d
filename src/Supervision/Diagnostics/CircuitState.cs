namespace Supervision;

/// <summary>What a circuit breaker does with calls.</summary>
public enum CircuitState
{
    /// <summary>It lets all through.</summary>
    Closed = 0,

    /// <summary>Calls have become slow: it lets a share through, which falls as long as they stay so and grows again afterwards.</summary>
    Throttled,

    /// <summary>It lets none through, for a time or until what it is tied to runs again.</summary>
    Open,

    /// <summary>It lets a few through to find out whether they succeed.</summary>
    HalfOpen,

    /// <summary>It lets none through until somebody closes it.</summary>
    Isolated,
}
