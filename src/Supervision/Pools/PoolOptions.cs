namespace Supervision;

/// <summary>How a pool of workers works.</summary>
/// <typeparam name="TMessage">The message type of its workers.</typeparam>
public sealed record PoolOptions<TMessage>
    where TMessage : notnull
{
    /// <summary>How many workers it has at first; at least 1, by default 4.</summary>
    public int Size { get; init; } = 4;

    /// <summary>How many messages may wait for a worker; 0 or more, null, the default, for any number.</summary>
    public int? Queue { get; init; }

    /// <summary>What happens to a message when so many wait: <see cref="MailboxFullMode.Reject"/>, the default, refuses it;
    /// <see cref="MailboxFullMode.Wait"/> lets its sender wait for a place, in order. The others are not allowed.</summary>
    public MailboxFullMode WhenFull { get; init; } = MailboxFullMode.Reject;

    /// <summary>Which worker gets a message; by default the first that is free.</summary>
    public PoolRouting Routing { get; init; }

    /// <summary>What belongs together, for <see cref="PoolRouting.ByKey"/> and <see cref="PoolRouting.Sticky"/>, which need it. Called in the process of
    /// the queue, for all messages one after the other. A message for which it throws or returns null is not taken, and its sender's call fails.</summary>
    public Func<TMessage, object>? Key { get; init; }

    /// <summary>What happens to the message that a worker was handling when it ended; by default its caller's call fails.</summary>
    public InFlightPolicy WhenWorkerCrashes { get; init; }

    /// <summary>How often a message is given to a worker that ends over it; at least 1, by default 3. Counts only for
    /// <see cref="InFlightPolicy.Requeue"/>.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Changes restart delays, shutdown and so on of the workers; null for permanent ones that have 5 s to stop. They must be
    /// permanent.</summary>
    public Func<ChildSpec, ChildSpec>? Worker { get; init; }

    /// <summary>Sets the limits of the workers' supervisor; null for the defaults.</summary>
    public Action<SupervisorBuilder>? Workers { get; init; }
}
