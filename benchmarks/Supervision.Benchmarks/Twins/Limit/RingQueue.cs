using System.Runtime.CompilerServices;

namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>A queue of many writers and one reader: rings of slots with sequence numbers, each twice as large as the one before. Allocates
/// nothing once it has grown.</summary>
internal struct RingQueue
{
    private const int Frozen = 1 << 30;
    private const int Largest = 1024;

    // Always full.
    private static readonly Ring Empty = new(1, first: -1);

    private Ring _writing;
    private Ring _reading;
    private int _head;

    internal static RingQueue Create() => new() { _writing = Empty, _reading = Empty };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enqueue(object message)
    {
        Ring ring = _writing;
        if (!TryWrite(ring, message, out _))
        {
            EnqueueSlowly(message);
        }
    }

    internal bool TryTake(out object message)
    {
        while (true)
        {
            Ring ring = _reading;
            if (ring == Empty)
            {
                if (Volatile.Read(ref _writing) == Empty)
                {
                    message = null!;
                    return false;
                }

                while ((ring = Volatile.Read(ref _reading)) == Empty)
                {
                    Thread.SpinWait(1);
                }
            }

            int head = _head;
            ref Slot slot = ref ring.Slots[head & (ring.Slots.Length - 1)];
            if (Volatile.Read(ref slot.Sequence) == head + 1)
            {
                message = slot.Value!;
                slot.Value = null;
                _head = head + 1;
                Volatile.Write(ref slot.Sequence, head + ring.Slots.Length);
                return true;
            }

            int tail = Volatile.Read(ref ring.Tail);
            if ((tail & (Frozen - 1)) != head)
            {
                // Reserved, and about to be written.
                Thread.SpinWait(1);
                continue;
            }

            if (tail < Frozen || Volatile.Read(ref ring.Next) is not { } next)
            {
                message = null!;
                return false;
            }

            _reading = next;
            _head = 0;
        }
    }

    internal bool MayHaveMore() =>
        _reading == Empty ? Volatile.Read(ref _writing) != Empty : Volatile.Read(ref _reading.Tail) != _head;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWrite(Ring ring, object message, out int ahead)
    {
        int tail = Volatile.Read(ref ring.Tail);
        ref Slot slot = ref ring.Slots[tail & (ring.Slots.Length - 1)];
        ahead = Volatile.Read(ref slot.Sequence) - tail;
        if (ahead != 0 || Interlocked.CompareExchange(ref ring.Tail, tail + 1, tail) != tail)
        {
            return false;
        }

        slot.Value = message;
        Volatile.Write(ref slot.Sequence, tail + 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnqueueSlowly(object message)
    {
        while (true)
        {
            Ring ring = Volatile.Read(ref _writing);
            if (TryWrite(ring, message, out int ahead))
            {
                return;
            }

            if (ahead < 0)
            {
                Grow(ring);
            }
        }
    }

    private void Grow(Ring ring)
    {
        if (ring == Empty)
        {
            Ring first = new(4);
            if (Interlocked.CompareExchange(ref _writing, first, Empty) == Empty)
            {
                Volatile.Write(ref _reading, first);
            }

            return;
        }

        lock (ring.Growth)
        {
            int tail = Volatile.Read(ref ring.Tail);
            if (_writing != ring || (tail < Frozen && Volatile.Read(ref ring.Slots[tail & (ring.Slots.Length - 1)].Sequence) >= tail))
            {
                return;
            }

            // No sequence number can match any more, for ever.
            if (tail < Frozen)
            {
                Interlocked.Add(ref ring.Tail, Frozen);
            }

            Ring next = new(Math.Min(ring.Slots.Length * 2, Largest));
            Volatile.Write(ref ring.Next, next);
            Volatile.Write(ref _writing, next);
        }
    }

    private struct Slot
    {
        internal object? Value;
        internal int Sequence;
    }

    private sealed class Ring
    {
        internal readonly Slot[] Slots;
        internal readonly Lock Growth = new();
        internal int Tail;
        internal Ring? Next;

        internal Ring(int length, int first = 0)
        {
            Slots = new Slot[length];
            for (int i = 0; i < length; i++)
            {
                Slots[i].Sequence = first + i;
            }
        }
    }
}
