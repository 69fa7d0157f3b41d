namespace Supervision.DeadLetters;

/// <summary>What others, and its own timers, ask of a queue.</summary>
internal abstract record DeadLetterRequest<T>
{
    internal sealed record Add(T Message, string Reason, int Attempts) : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, SendResult>;

    /// <summary>As <see cref="Add"/>; nobody waits.</summary>
    internal sealed record Post(T Message, string Reason) : DeadLetterRequest<T>;

    internal sealed record List(int Max) : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, IReadOnlyList<DeadLetterEntry<T>>>;

    internal sealed record Get(long Id) : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, DeadLetterEntry<T>?>;

    internal sealed record Drop(long Id) : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, bool>;

    internal sealed record Hold(long Id, DateTimeOffset? Until) : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, bool>;

    internal sealed record Requeue(long Id) : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, RequeueResult>;

    internal sealed record Count : DeadLetterRequest<T>, ICall<DeadLetterRequest<T>, DeadLetterQueue.Counts>;

    /// <summary>The time of a message that is held has come.</summary>
    internal sealed record Due(DeadLetterSlot<T> Slot, DateTimeOffset Until) : DeadLetterRequest<T>;
}
