using System.Runtime.CompilerServices;
using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>
/// The one way into a process, and at the same time its scheduling state. One word, four kinds of value:
/// <code>
/// value      meaning                                    pushers may            the owner may
/// Parked     nobody runs or is going to run the owner   CAS to a node (wakes)  (is not running)
/// null       awake, nothing new                         CAS to a node          CAS to Parked; exchange to Closed
/// a node     awake, new arrivals, newest first          CAS to a newer node    exchange to null (take all); exchange to Closed
/// Closed     gone; final                                nothing: push refused  nothing
/// </code>
/// The test for emptiness and the step to idle are one CAS on the word that pushers CAS too, so no wake-up can be lost; only the
/// pusher that replaces Parked schedules, so the owner never runs twice at once; Closed is a value of the same word, so nothing
/// can be put into a door that nobody will ever open again. After a successful <see cref="TryPark"/> the owner must not touch
/// itself: another thread may already be running it. ABA is harmless, because single nodes are never popped. A call that comes back to the same
/// door while a pusher hesitates may leave that pusher's node with an outdated length, or without the word that a signal lies below: the signal
/// is then seen when the owner's next turn begins, which is when it has handled a turn's budget of messages.
/// </summary>
internal struct Door<TAtomics>
    where TAtomics : struct, IAtomics
{
    /// <summary>A process that is so many messages behind gets batches. They are as large as what waits already, so at most half of what a
    /// mailbox takes is empty, within these bounds.</summary>
    private const int BatchFrom = 4;

    private const int SmallestBatch = 16;

    private const int LargestBatch = 256;

    /// <summary>The word. Born null: awake, so that whoever creates the owner schedules it once.</summary>
    private Envelope? _word;

    /// <summary>True once closed.</summary>
    internal bool IsClosed => ReferenceEquals(TAtomics.Read(ref _word), Sentinel.Closed);

    /// <summary>True when there is something to take. Owner only.</summary>
    internal bool HasArrivals => TAtomics.Read(ref _word) is not null;

    /// <summary>True when something arrived that is no message. Owner only.</summary>
    internal bool HasSignals => TAtomics.Read(ref _word) is { HasSignal: true };

    /// <summary>How many messages and signals wait; may be outdated when it is read. Any thread.</summary>
    internal int Length => TAtomics.Read(ref _word)?.Depth ?? 0;

    /// <summary>The newest arrival, to look at and not to touch; null when there is none. The list behind it changes under the reader
    /// when the owner is awake, so whoever follows it must count its steps. Any thread.</summary>
    internal Envelope? PeekNewest() => TAtomics.Read(ref _word) is { } word and not Sentinel ? word : null;

    /// <summary>Any thread.</summary>
    internal PushResult Push(Envelope node)
    {
        Envelope? head = TAtomics.Read(ref _word);
        while (true)
        {
            if (ReferenceEquals(head, Sentinel.Closed))
            {
                node.Next = null; // An attempt that lost a race may have linked it; a refused node must not keep the closed door's nodes alive.
                return PushResult.Closed;
            }

            bool parked = ReferenceEquals(head, Sentinel.Parked);
            node.Next = parked ? null : head;
            if (parked || head is null)
            {
                node.Depth = 1;
                node.HasSignal = node.Kind > EnvelopeKind.Call;
            }
            else
            {
                node.Depth = head.Depth + 1;
                node.HasSignal = head.HasSignal || node.Kind > EnvelopeKind.Call;
            }

            Envelope? seen = TAtomics.CompareExchange(ref _word, node, head);
            if (ReferenceEquals(seen, head))
            {
                return parked ? PushResult.AcceptedAndWoken : PushResult.Accepted;
            }

            head = seen;
        }
    }

    /// <summary>Puts a message into the newest batch, or into a new one when the owner is far enough behind. Any thread; may be called only if
    /// the owner takes its messages in order.</summary>
    internal AddResult TryAdd(object message)
    {
        Envelope? head = TAtomics.Read(ref _word);
        while (head is { Depth: >= BatchFrom })
        {
            if (head.Kind == EnvelopeKind.Batch && Unsafe.As<MessageBatch>(head).TryAdd<TAtomics>(message))
            {
                return AddResult.Added;
            }

            Envelope? seen = TAtomics.Read(ref _word);
            if (ReferenceEquals(seen, head))
            {
                MessageBatch batch = new(message, head.Depth, Math.Clamp(head.Depth, SmallestBatch, LargestBatch)) { Next = head, HasSignal = head.HasSignal };
                seen = TAtomics.CompareExchange(ref _word, batch, head);
                if (ReferenceEquals(seen, head))
                {
                    return AddResult.BatchBegun;
                }
            }

            head = seen;
        }

        return AddResult.Refused;
    }

    /// <summary>Takes everything that arrived, oldest first; null when nothing did. Owner only, while awake.</summary>
    internal Envelope? TakeAll() =>
        TAtomics.Read(ref _word) is null ? null : OldestFirst(TAtomics.Exchange(ref _word, null));

    /// <summary>Goes to sleep if nothing arrived. True: the owner is parked and must not touch itself any more. Owner only.</summary>
    internal bool TryPark() => TAtomics.CompareExchange(ref _word, Sentinel.Parked, null) is null;

    /// <summary>Closes for good and returns what had arrived and was not taken, oldest first. Owner only, while awake.</summary>
    internal Envelope? Close() => OldestFirst(TAtomics.Exchange(ref _word, Sentinel.Closed));

    private static Envelope? OldestFirst(Envelope? newest)
    {
        Envelope? oldest = null;
        while (newest is not null)
        {
            Envelope? older = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = older;
        }

        return oldest;
    }
}
