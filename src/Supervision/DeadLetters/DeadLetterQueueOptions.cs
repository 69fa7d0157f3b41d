namespace Supervision;

/// <summary>How a queue of dead letters works.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public sealed record DeadLetterQueueOptions<T>
{
    /// <summary>How many messages it holds; at least 1, by default 1,000.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>What happens to a message when it is full: <see cref="MailboxFullMode.Reject"/>, the default, refuses it, and whoever has
    /// it keeps it; the others drop it or the oldest, which is counted and reported. <see cref="MailboxFullMode.Wait"/> is not allowed.</summary>
    public MailboxFullMode WhenFull { get; init; } = MailboxFullMode.Reject;

    /// <summary>Handles a message again, in a process of its own; when it ends normally the message is handled. Null, the default: nothing can be
    /// requeued.</summary>
    public Func<ProcessContext, T, Task>? Requeue { get; init; }

    /// <summary>Keeps the messages over restarts, such as <see cref="FileDeadLetterStore{T}"/>; null, the default: they end with the queue's
    /// process.</summary>
    public IDeadLetterStore<T>? Store { get; init; }
}
