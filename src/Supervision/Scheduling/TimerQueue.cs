namespace Supervision.Scheduling;

/// <summary>
/// The pending timers of one runtime, under one lock: those that are due soon in a heap, all others in a wheel. A cancelled timer leaves at once and
/// keeps nobody alive. Timers fire in the order of their due times, and of their starts where those are equal. Who waits for the next is the derived
/// class's affair.
/// <para>A <see cref="ReusedTimer"/> may stay in the queue while nobody wants it, since it is wanted again soon: see <see cref="Deadline{TAtomics}"/>.</para>
/// </summary>
internal abstract class TimerQueue : IDisposable
{
    /// <summary>Thirty years; what is further away never comes, and must not overflow.</summary>
    private const long FarSeconds = 1_000_000_000;

    private readonly Lock _lock = new();

    /// <summary>What is due before anything of <see cref="_later"/>. Under the lock.</summary>
    private readonly TimerHeap _soon = new();

    /// <summary>Everything else. Under the lock.</summary>
    private readonly TimerWheel _later;

    private long _sequence;

    private protected TimerQueue(TimeProvider time)
    {
        Time = time;
        _later = new(time.GetTimestamp(), time.TimestampFrequency);
    }

    /// <summary>False when every entry of the queue must be one that is wanted.</summary>
    internal virtual bool LetsRest => true;

    internal TimeProvider Time { get; }

    /// <summary>How many timers are pending.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return Nodes.Count(static node => node is not ReusedTimer { Deadline.IsWanted: false });
            }
        }
    }

    /// <summary>Starts a timer. It never fires before <paramref name="after"/> has passed and never inside this call.</summary>
    internal void Start(TimerNode node, TimeSpan after)
    {
        long now = Time.GetTimestamp();
        long? earlier;
        lock (_lock)
        {
            earlier = Add(node, now, now + TimestampsOf(after));
        }

        if (earlier is { } look)
        {
            NextLookChanged(look);
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

        long now = Time.GetTimestamp();
        long due = now + TimestampsOf(after);
        if (!timer.Deadline.Want(due))
        {
            return;
        }

        long? earlier = null;
        lock (_lock)
        {
            // The queue may have entered it meanwhile.
            if (timer.Deadline.IsEnteredAfter(due))
            {
                if (timer.IsEntered)
                {
                    Remove(timer);
                }

                timer.Deadline.Enter(due);
                earlier = Add(timer, now, due);
            }
        }

        if (earlier is { } look)
        {
            NextLookChanged(look);
        }
    }

    /// <summary>Takes a timer out. True: it was pending and will never fire.</summary>
    internal bool Cancel(TimerNode node)
    {
        bool first;
        lock (_lock)
        {
            if (!node.IsEntered)
            {
                return false;
            }

            first = ReferenceEquals(_soon.First, node);
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
            return !node.IsEntered ? null : Later(Time.GetElapsedTime(Time.GetTimestamp(), node.Due));
        }
    }

    /// <summary>When the first timer is due, as a timestamp; <see cref="long.MaxValue"/> when none is pending.</summary>
    internal long NextDue
    {
        get
        {
            lock (_lock)
            {
                while ((_soon.Count == 0 || _later.IsMoving) && _later.TryMove(long.MaxValue, _soon))
                {
                }

                return _soon.First?.Due ?? long.MaxValue;
            }
        }
    }

    /// <summary>When <see cref="FireOne"/> must be asked next, as a timestamp: when the first timer is due, or before that. <see cref="long.MaxValue"/>
    /// when none is pending.</summary>
    internal long NextLook
    {
        get
        {
            lock (_lock)
            {
                return NextLookUnderLock;
            }
        }
    }

    /// <summary>Fires the earliest timer if it is due. False when none is.</summary>
    internal bool FireOne()
    {
        while (true)
        {
            TimerNode node;

            // Let go of between the parts of a slot that must be moved.
            lock (_lock)
            {
                long now = Time.GetTimestamp();
                if (_later.TryMove(now, _soon))
                {
                    continue;
                }

                if (_soon.First is not { } first || first.Due > now)
                {
                    return false;
                }

                node = first;
                Remove(node);
                if (node is ReusedTimer timer && !MustFire(timer, now))
                {
                    continue;
                }
            }

            node.Fire();
            return true;
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Lets go of all timers: who still has one must not keep the others.</summary>
    private protected void Clear()
    {
        lock (_lock)
        {
            foreach (TimerNode node in Nodes.ToArray())
            {
                Remove(node);
                (node as ReusedTimer)?.Deadline.Enter(Deadline<MachineAtomics>.None);
            }
        }
    }

    /// <summary><see cref="NextLook"/> has become earlier, <paramref name="look"/>. Called under no lock, from any thread.</summary>
    private protected abstract void NextLookChanged(long look);

    /// <summary>The earliest due time may have become later: whoever waits for the old one would wake for nothing. Called under no lock.</summary>
    private protected virtual void FirstCancelled()
    {
    }

    /// <summary>The time has come for which the timer was entered. False: nobody wants it, or only later, for which it is entered again.</summary>
    private bool MustFire(ReusedTimer timer, long now)
    {
        long next = timer.Deadline.Leave(now);
        if (next != Deadline<MachineAtomics>.None && next > now)
        {
            timer.Deadline.Enter(next);
            Add(timer, now, next);
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

    private IEnumerable<TimerNode> Nodes => _soon.Nodes.Concat(_later.Nodes);

    private long NextLookUnderLock => _soon.First?.Due ?? _later.NextMove;

    /// <summary>Enters a timer. Answers the <see cref="NextLook"/> if it has become earlier by that, otherwise null.</summary>
    private long? Add(TimerNode node, long now, long due)
    {
        long before = NextLookUnderLock;
        node.Due = due;
        node.Sequence = ++_sequence;
        _later.FollowClock(now);
        if (!_later.TryAdd(node))
        {
            _soon.Add(node);
        }

        long look = NextLookUnderLock;
        return look < before ? look : null;
    }

    private void Remove(TimerNode node)
    {
        if (node.Slot == TimerNode.HeapSlot)
        {
            _soon.Remove(node);
        }
        else
        {
            _later.Remove(node);
        }
    }
}
