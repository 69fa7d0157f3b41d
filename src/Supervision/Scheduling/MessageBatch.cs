using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>
/// Many messages in one node of a door: what is sent to a process that is behind costs a place in an array, not an object. Each slot:
/// <code>
/// value       meaning                              senders may          the owner may
/// null        free, and so are all after it        CAS to a message     CAS to Sealed, once: the batch ends here
/// a message   sent; all before it are taken        go to the next       write Sealed when it has handed the message out
/// Sealed      nothing can be put here any more     look at the door     nothing
/// </code>
/// A message is in the mailbox exactly when its CAS on a slot has succeeded, so nobody waits for a sender that was interrupted. A sender may
/// still add to a batch that the owner has taken, or that another node covers, as long as it is not sealed: it read the door before, so its
/// message is one of those that were sent at the same time. Slots are filled in order, and a sender that reads the door again finds this batch or
/// a newer node; so its messages keep their order.
/// </summary>
internal sealed class MessageBatch : Envelope
{
    private readonly Slot[] _slots;

    /// <summary>How many messages the door held below this batch. <see cref="Envelope.Depth"/> less this is where the next free slot may be;
    /// senders overwrite it for one another, so it may be too small and is never too large.</summary>
    private readonly int _below;

    /// <summary>How many were sent; the owner's, once sealed.</summary>
    private int _count;

    private int _taken;
    private object? _current;

    /// <summary>A batch that holds its first message.</summary>
    internal MessageBatch(object first, int below, int capacity)
    {
        _slots = new Slot[capacity];
        _slots[0].Message = first;
        _below = below;
        Depth = below + 1;
        Kind = EnvelopeKind.Batch;
    }

    /// <summary>The message that was handed out last: to whoever takes messages one by one, the batch is each of them in turn.</summary>
    internal override object? Content => _current;

    internal bool IsSealed => _count > 0;

    /// <summary>How many are left to hand out. Owner only, once sealed.</summary>
    internal int Left => _count - _taken;

    /// <summary>Any thread. False when the batch is full or sealed: then the door has a newer value, or gets one.</summary>
    internal bool TryAdd<TAtomics>(object message)
        where TAtomics : struct, IAtomics
    {
        Slot[] slots = _slots;
        for (int i = TAtomics.Read(ref Depth) - _below; i < slots.Length; i++)
        {
            object? there = TAtomics.Read(ref slots[i].Message) ?? TAtomics.CompareExchange(ref slots[i].Message, message, null);
            if (there is null)
            {
                TAtomics.Write(ref Depth, _below + i + 1);
                return true;
            }

            if (ReferenceEquals(there, Sentinel.Closed))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Ends the batch; what is in it now can be handed out. Owner only, once.</summary>
    internal void Seal<TAtomics>()
        where TAtomics : struct, IAtomics
    {
        Slot[] slots = _slots;
        int i = TAtomics.Read(ref Depth) - _below;
        while (i < slots.Length && (TAtomics.Read(ref slots[i].Message) ?? TAtomics.CompareExchange(ref slots[i].Message, Sentinel.Closed, null)) is not null)
        {
            i++;
        }

        _count = i;
    }

    /// <summary>Makes the next message the <see cref="Content"/>. Owner only, once sealed, while there are some left.</summary>
    internal void TakeNext()
    {
        ref object? slot = ref _slots[_taken++].Message;
        _current = slot;

        // Not null, which a sender with an old count would take for a free slot.
        slot = Sentinel.Closed;
    }

    /// <summary>What is in it, oldest first, to look at. Any thread; a message may be missing or be taken meanwhile.</summary>
    internal IEnumerable<object> Peek() =>
        from slot in _slots
        let message = slot.Message
        where message is not null and not Sentinel
        select message;

    /// <summary>In a structure, because an array of a class checks the type of all that is written into it.</summary>
    private struct Slot
    {
        internal object? Message;
    }
}
