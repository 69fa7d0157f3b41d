namespace Supervision.Scheduling;

/// <summary>
/// The pending timers of one runtime: an indexed heap with four children a node under one lock, so that a cancelled timer leaves
/// at once and keeps nobody alive. Who waits for the next due time is the derived class's affair.
/// <para>A <see cref="ReusedTimer"/> may stay in the heap while nobody wants it, since it is wanted again soon: see <see cref="Deadline{TAtomics}"/>.</para>
/// </summary>
internal abstract class TimerQueue : IDisposable
{
    private const int Arity = 4;

    /// <summary>Thirty years; what is further away never comes, and must not overflow.</summary>
    private const long FarSeconds = 1_000_000_000;

    private readonly Lock _lock = new();

    /// <summary>The heap; entries from <see cref="_count"/> on are null. Under the lock.</summary>
    private TimerNode?[] _heap = [];

    private int _count;
    private long _sequence;

    private protected TimerQueue(TimeProvider time) => Time = time;

    /// <summary>False when every entry of the heap must be one that is wanted.</summary>
    internal virtual bool LetsRest => true;

    internal TimeProvider Time { get; }

    /// <summary>How many timers are pending.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _heap.Take(_count).Count(static node => node is not ReusedTimer { Deadline.IsWanted: false });
            }
        }
    }

    /// <summary>Starts a timer. It never fires before <paramref name="after"/> has passed and never inside this call.</summary>
    internal void Start(TimerNode node, TimeSpan after)
    {
        long due = Time.GetTimestamp() + TimestampsOf(after);
        bool first;
        lock (_lock)
        {
            first = Add(node, due);
        }

        if (first)
        {
            NextDueChanged(due);
        }
    }

    /// <summary>As <see cref="Start"/>, for a timer that is started and stopped over and over: it takes the lock only when the queue would
    /// look at the timer too late. Owner of the timer.</summary>
    internal void Renew(ReusedTimer timer, TimeSpan after)
    {
        if (!ReferenceEquals(timer.Queue, this))
        {
            timer.Drop();
            timer.Queue = this;
        }

        long due = Time.GetTimestamp() + TimestampsOf(after);
        if (!timer.Deadline.Want(due))
        {
            return;
        }

        bool first = false;
        lock (_lock)
        {
            // The queue may have entered it meanwhile.
            if (timer.Deadline.IsEnteredAfter(due))
            {
                if (timer.HeapIndex >= 0)
                {
                    Remove(timer);
                }

                timer.Deadline.Enter(due);
                first = Add(timer, due);
            }
        }

        if (first)
        {
            NextDueChanged(due);
        }
    }

    /// <summary>Takes a timer out. True: it was pending and will never fire.</summary>
    internal bool Cancel(TimerNode node)
    {
        bool first;
        lock (_lock)
        {
            if (node.HeapIndex < 0)
            {
                return false;
            }

            first = node.HeapIndex == 0;
            Remove(node);
        }

        if (first)
        {
            FirstCancelled();
        }

        return true;
    }

    /// <summary>How long until the timer fires; null when it is not pending.</summary>
    internal TimeSpan? Remaining(TimerNode node)
    {
        lock (_lock)
        {
            return node.HeapIndex < 0 ? null : Later(Time.GetElapsedTime(Time.GetTimestamp(), node.Due));
        }
    }

    /// <summary>When the first timer is due, as a timestamp; <see cref="long.MaxValue"/> when none is pending.</summary>
    internal long NextDue
    {
        get
        {
            lock (_lock)
            {
                return _count == 0 ? long.MaxValue : _heap[0]!.Due;
            }
        }
    }

    /// <summary>Fires the earliest timer if it is due. False when none is.</summary>
    internal bool FireOne()
    {
        TimerNode node;
        lock (_lock)
        {
            do
            {
                if (_count == 0 || _heap[0]!.Due > Time.GetTimestamp())
                {
                    return false;
                }

                node = _heap[0]!;
                Remove(node);
            }
            while (node is ReusedTimer timer && !MustFire(timer));
        }

        node.Fire();
        return true;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Lets go of all timers: who still has one must not keep the others.</summary>
    private protected void Clear()
    {
        lock (_lock)
        {
            while (_count > 0)
            {
                TimerNode node = _heap[0]!;
                Remove(node);
                (node as ReusedTimer)?.Deadline.Enter(Deadline<MachineAtomics>.None);
            }
        }
    }

    /// <summary>The earliest due time has become <paramref name="due"/>. Called under no lock, from any thread.</summary>
    private protected abstract void NextDueChanged(long due);

    /// <summary>The earliest due time may have become later: whoever waits for the old one would wake for nothing. Called under no lock.</summary>
    private protected virtual void FirstCancelled()
    {
    }

    /// <summary>The time has come for which the timer was entered. False: nobody wants it, or only later, for which it is entered again.</summary>
    private bool MustFire(ReusedTimer timer)
    {
        long now = Time.GetTimestamp();
        long next = timer.Deadline.Leave(now);
        if (next != Deadline<MachineAtomics>.None && next > now)
        {
            timer.Deadline.Enter(next);
            Add(timer, next);
        }

        return next == now;
    }

    private static TimeSpan Later(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private long TimestampsOf(TimeSpan span)
    {
        if (span <= TimeSpan.Zero)
        {
            return 0;
        }

        (long seconds, long rest) = Math.DivRem(span.Ticks, TimeSpan.TicksPerSecond);
        if (seconds > FarSeconds)
        {
            return long.MaxValue / 2;
        }

        // Rounded up: a timer may be late but never early.
        return (seconds * Time.TimestampFrequency)
            + (((rest * Time.TimestampFrequency) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
    }

    private static bool IsBefore(TimerNode a, TimerNode b) => a.Due < b.Due || (a.Due == b.Due && a.Sequence < b.Sequence);

    /// <summary>True: it is the first now.</summary>
    private bool Add(TimerNode node, long due)
    {
        node.Due = due;
        node.Sequence = ++_sequence;
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, Math.Max(16, _count * 2));
        }

        Place(node, _count++);
        SiftUp(node);
        return node.HeapIndex == 0;
    }

    private void Place(TimerNode node, int index)
    {
        _heap[index] = node;
        node.HeapIndex = index;
    }

    private void Remove(TimerNode node)
    {
        int index = node.HeapIndex;
        node.HeapIndex = -1;
        TimerNode last = _heap[--_count]!;
        _heap[_count] = null;
        if (ReferenceEquals(last, node))
        {
            return;
        }

        Place(last, index);
        SiftUp(last);
        SiftDown(last);
    }

    private void SiftUp(TimerNode node)
    {
        int index = node.HeapIndex;
        while (index > 0)
        {
            int parent = (index - 1) / Arity;
            TimerNode above = _heap[parent]!;
            if (!IsBefore(node, above))
            {
                break;
            }

            Place(above, index);
            index = parent;
        }

        Place(node, index);
    }

    private void SiftDown(TimerNode node)
    {
        int index = node.HeapIndex;
        while (true)
        {
            int first = (index * Arity) + 1;
            if (first >= _count)
            {
                break;
            }

            int best = first;
            int end = Math.Min(first + Arity, _count);
            for (int child = first + 1; child < end; child++)
            {
                if (IsBefore(_heap[child]!, _heap[best]!))
                {
                    best = child;
                }
            }

            if (!IsBefore(_heap[best]!, node))
            {
                break;
            }

            Place(_heap[best]!, index);
            index = best;
        }

        Place(node, index);
    }
}
