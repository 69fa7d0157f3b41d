using Supervision.Processes;

namespace Supervision.Mailboxes;

/// <summary>
/// Counts the places of one bounded mailbox. A place is reserved before the push and given back when the message leaves the queue, so
/// the bound is never exceeded. No thread ever waits in here: whoever waits for room leaves its envelope, which the process that
/// frees a place pushes on its behalf. All members are under the lock, which is held for a few instructions.
/// </summary>
internal sealed class BoundedMailbox(MailboxOptions options, TaskCreationOptions completion)
{
    private readonly Lock _lock = new();

    /// <summary>Messages that hold a place, oldest first; only kept when the oldest is to be dropped. Those that were consumed out of
    /// order stay until they come to the front, or are more than half.</summary>
    private readonly Queue<Envelope>? _inOrder = options.Mode == MailboxFullMode.DropOldest ? new() : null;

    private readonly Queue<Waiter> _waiters = new();
    private int _count;
    private bool _closed;

    /// <summary>How many waiters there may be before those are looked for that wait no longer: they must not pile up while no place
    /// becomes free.</summary>
    private int _forgetAt = 16;

    internal MailboxFullMode Mode => options.Mode;

    /// <summary>From how many queued messages on the queue is looked through for dropped ones. Owner only.</summary>
    internal int SweepAbove { get; set; } = options.Mode == MailboxFullMode.DropOldest ? (2 * Math.Min(options.Capacity, 1 << 29)) + 16 : int.MaxValue;

    /// <summary>Reserves a place for an envelope that will be pushed at once.</summary>
    /// <param name="envelope">What wants in.</param>
    /// <param name="dropped">The older message that has to go for it; null when none has.</param>
    internal Admission TryReserve(Envelope envelope, out Envelope? dropped)
    {
        lock (_lock)
        {
            dropped = null;
            if (_count < options.Capacity && (_waiters.Count == 0 || options.Mode != MailboxFullMode.Wait))
            {
                Take(envelope);
                return Admission.Admitted;
            }

            switch (options.Mode)
            {
                case MailboxFullMode.DropNewest:
                    return Admission.DropThis;
                case MailboxFullMode.DropOldest:
                    dropped = RemoveOldest();
                    Take(envelope);
                    return Admission.Admitted;
                default:
                    return Admission.Full;
            }
        }
    }

    /// <summary>Reserves a place, or queues the envelope until there is one. Null: a place is reserved, push now.</summary>
    internal Waiter? ReserveOrWait(Envelope envelope, ProcessTarget? sender)
    {
        lock (_lock)
        {
            if (_closed || (_count < options.Capacity && _waiters.Count == 0))
            {
                Take(envelope);
                return null;
            }

            if (_waiters.Count >= _forgetAt)
            {
                ForgetOver();
            }

            Waiter waiter = new(envelope, sender, completion);
            _waiters.Enqueue(waiter);
            return waiter;
        }
    }

    /// <summary>Gives the place of a consumed message back. Returns whoever may push now, with a place reserved; usually null.</summary>
    internal Waiter? Release(Envelope envelope)
    {
        lock (_lock)
        {
            if (!envelope.HoldsPlace)
            {
                return null;
            }

            envelope.HoldsPlace = false;
            _count--;
            ForgetConsumed();
            while (_waiters.TryDequeue(out Waiter? waiter))
            {
                // A sender that gave up, or died, leaves its turn to the next: a message must not follow its sender's death.
                if (waiter.TryGrant())
                {
                    Take(waiter.Envelope);
                    return waiter;
                }
            }

            return null;
        }
    }

    /// <summary>The process has ended: nobody waits any more.</summary>
    internal IReadOnlyList<Waiter> Close()
    {
        lock (_lock)
        {
            _closed = true;
            Waiter[] left = [.. _waiters.Where(static waiter => waiter.TryGrant())];
            _waiters.Clear();
            return left;
        }
    }

    private void Take(Envelope envelope)
    {
        envelope.HoldsPlace = true;
        _count++;
        _inOrder?.Enqueue(envelope);
    }

    private void ForgetOver()
    {
        for (int left = _waiters.Count; left > 0; left--)
        {
            Waiter waiter = _waiters.Dequeue();
            if (!waiter.IsOver)
            {
                _waiters.Enqueue(waiter);
            }
        }

        _forgetAt = Math.Max(16, 2 * _waiters.Count);
    }

    /// <summary>Consumed messages must not be kept until the mailbox is full, which may never be.</summary>
    private void ForgetConsumed()
    {
        if (_inOrder is null)
        {
            return;
        }

        while (_inOrder.TryPeek(out Envelope? oldest) && !oldest.HoldsPlace)
        {
            _inOrder.Dequeue();
        }

        if (_inOrder.Count > 2 * _count)
        {
            Envelope[] left = [.. _inOrder.Where(static envelope => envelope.HoldsPlace)];
            _inOrder.Clear();
            Array.ForEach(left, _inOrder.Enqueue);
        }
    }

    private Envelope? RemoveOldest()
    {
        while (_inOrder!.TryDequeue(out Envelope? oldest))
        {
            if (oldest.HoldsPlace)
            {
                oldest.HoldsPlace = false;
                oldest.IsDropped = true;
                _count--;
                return oldest;
            }
        }

        return null;
    }
}
