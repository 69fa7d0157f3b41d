namespace Supervision;

/// <summary>How often a message is tried, and where it goes then.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public sealed record MessageConsumerOptions<T>
{
    /// <summary>How often a message is tried; at least 1, by default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long to wait between the attempts; null, the default, for not at all. The messages behind wait too.</summary>
    public Backoff? Backoff { get; init; }

    /// <summary>Where messages go that have failed so often; null, the default: they are dropped, counted and reported.</summary>
    public DeadLetterQueueRef<T>? DeadLetters { get; init; }
}
