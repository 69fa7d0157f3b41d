namespace Supervision.DeadLetters;

/// <summary>One message in the queue's process.</summary>
internal sealed class DeadLetterSlot<T>(DeadLetterEntry<T> entry)
{
    internal DeadLetterEntry<T> Entry { get; set; } = entry;

    /// <summary>The process that handles it again; none while it waits.</summary>
    internal Pid Runner { get; set; }

    /// <summary>Whoever waits for that; default when nobody does.</summary>
    internal ReplyTo<RequeueResult> Asker { get; set; }

    /// <summary>What ends its hold; null while it is not held.</summary>
    internal TimerRef? Timer { get; set; }
}
