namespace Supervision.Processes;

/// <summary>
/// One thing on its way to one process: a message or a signal. It is the node of the receiver's door and of its inner queue, so an
/// envelope goes to exactly one receiver.
/// </summary>
internal abstract class Envelope
{
    /// <summary>The next node of whichever list holds this one; null at the end of it and as soon as the node is consumed, so
    /// that an old node never keeps its successors alive.</summary>
    internal Envelope? Next;

    /// <summary>How many nodes the door held when this one was pushed, itself included: the door's length in constant time.</summary>
    internal int Depth;

    /// <summary>True when this one, or one that was in the door below it, is no message: the owner must not leave it for later.</summary>
    internal bool HasSignal;

    /// <summary>What the receiver does with it. Changes once for a call, when it goes back.</summary>
    internal EnvelopeKind Kind;

    /// <summary>True when a place in a bounded mailbox was reserved for it.</summary>
    internal bool HoldsPlace;

    /// <summary>True when the bounded mailbox has dropped it for a newer one: it is skipped wherever it is. Under the mailbox's lock.</summary>
    internal bool IsDropped;

    /// <summary>What user code sees of a message; null when there is nothing to see (any more): a cancelled timer, the notice of a
    /// monitor that was removed.</summary>
    internal virtual object? Content => null;

    /// <summary>Whether there is something to see.</summary>
    internal virtual bool HasContent => Content is not null;

    /// <summary>Lets the code that waited for this go on. Only for what a process queues to run; in its turn.</summary>
    internal virtual void Resume()
    {
    }
}
