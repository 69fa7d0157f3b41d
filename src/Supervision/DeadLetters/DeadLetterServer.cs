namespace Supervision.DeadLetters;

/// <summary>
/// The process of a queue.
/// <code>
/// entry      in the store    leaves, to
/// Waiting    yes             dropped: gone     asked for, or its time has come: Running
/// Running    yes             its process ends normally: gone     otherwise: Waiting, with an attempt more
/// </code>
/// Whatever changes is in the store before anybody hears of it. A message whose handling has ended normally is removed after that: if the queue
/// dies in between it is handled twice, and never not at all.
/// </summary>
internal sealed class DeadLetterServer<T>(DeadLetterQueueOptions<T> options) : GenServer<DeadLetterRequest<T>>
{
    private readonly SortedDictionary<long, DeadLetterSlot<T>> _slots = [];
    private readonly Dictionary<Pid, DeadLetterSlot<T>> _running = [];
    private long _lastId;
    private long _added;
    private long _dropped;
    private long _refused;
    private long _requeued;

    protected override async ValueTask<InitResult> InitAsync()
    {
        IReadOnlyList<DeadLetterEntry<T>> kept = options.Store is { } store ? await store.LoadAsync().ConfigureAwait(true) : []; // in the process
        foreach (DeadLetterEntry<T> entry in kept)
        {
            _slots[entry.Id] = new DeadLetterSlot<T>(entry);
            _lastId = Math.Max(_lastId, entry.Id);
            Await(_slots[entry.Id]);
        }

        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(DeadLetterRequest<T> message)
    {
        switch (message)
        {
            case DeadLetterRequest<T>.Add add:
                Reply(add, await AddAsync(add.Message, add.Reason, add.Attempts).ConfigureAwait(true)); // in the process
                break;
            case DeadLetterRequest<T>.Post post:
                await AddAsync(post.Message, post.Reason, attempts: 1).ConfigureAwait(true); // in the process
                break;
            case DeadLetterRequest<T>.List list:
                Reply(list, [.. _slots.Values.Take(list.Max).Select(static slot => slot.Entry)]);
                break;
            case DeadLetterRequest<T>.Get get:
                Reply(get, _slots.GetValueOrDefault(get.Id)?.Entry);
                break;
            case DeadLetterRequest<T>.Drop drop:
                Reply(drop, await DropAsync(drop.Id).ConfigureAwait(true)); // in the process
                break;
            case DeadLetterRequest<T>.Hold hold:
                Reply(hold, await HoldAsync(hold).ConfigureAwait(true)); // in the process
                break;
            case DeadLetterRequest<T>.Requeue requeue:
                Requeue(requeue);
                break;
            case DeadLetterRequest<T>.Count count:
                Reply(count, new DeadLetterQueue.Counts(_slots.Count, _added, _requeued, _dropped, _refused));
                break;
            case DeadLetterRequest<T>.Due due when due.Slot.Entry.HeldUntil == due.Until:
                await ReleaseAsync(due.Slot).ConfigureAwait(true); // in the process
                break;
        }
    }

    protected override ValueTask HandleSignalAsync(Signal signal) =>
        signal is Signal.Exit exit && _running.Remove(exit.From, out DeadLetterSlot<T>? slot) ? EndAsync(slot, exit.Reason) : default;

    private async ValueTask<SendResult> AddAsync(T message, string reason, int attempts)
    {
        if (_slots.Count >= options.Capacity && await MakeRoomAsync(message).ConfigureAwait(true) is var result and not SendResult.Accepted) // in the process
        {
            return result;
        }

        DeadLetterEntry<T> entry = new(++_lastId, message, reason, attempts, Context.Time.GetUtcNow());
        await PutAsync(entry).ConfigureAwait(true); // in the process
        _slots[entry.Id] = new DeadLetterSlot<T>(entry);
        _added++;
        return SendResult.Accepted;
    }

    private async ValueTask<SendResult> MakeRoomAsync(T message)
    {
        DeadLetterSlot<T>? oldest = _slots.Values.FirstOrDefault(static slot => slot.Runner == Pid.None);
        switch (options.WhenFull)
        {
            case MailboxFullMode.DropOldest when oldest is not null:
                await RemoveAsync(oldest.Entry.Id).ConfigureAwait(true); // in the process
                ReportDropped(oldest.Entry.Message, DeadLetterCause.DroppedOldest);
                return SendResult.Accepted;
            case MailboxFullMode.DropNewest:
                ReportDropped(message, DeadLetterCause.DroppedNewest);
                return SendResult.Dropped;
            default:
                _refused++;
                return SendResult.Full;
        }
    }

    private void ReportDropped(T message, DeadLetterCause cause)
    {
        _dropped++;
        Context.Runtime.Reports.Write(Self, null, message, cause);
    }

    private async ValueTask<bool> DropAsync(long id)
    {
        if (_slots.GetValueOrDefault(id) is not { } slot || slot.Runner != Pid.None)
        {
            return false;
        }

        await RemoveAsync(id).ConfigureAwait(true); // in the process
        _dropped++;
        return true;
    }

    private async ValueTask<bool> HoldAsync(DeadLetterRequest<T>.Hold hold)
    {
        if (_slots.GetValueOrDefault(hold.Id) is not { } slot || slot.Runner != Pid.None)
        {
            return false;
        }

        slot.Entry = slot.Entry with { HeldUntil = hold.Until };
        await PutAsync(slot.Entry).ConfigureAwait(true); // in the process
        Await(slot);
        return true;
    }

    /// <summary>Begins to wait for the time of a message, if it has one. A wait that was begun before ends.</summary>
    private void Await(DeadLetterSlot<T> slot)
    {
        LetGo(slot);
        if (slot.Entry.HeldUntil is { } until)
        {
            // A millisecond ago would be an infinite time.
            TimeSpan left = until - Context.Time.GetUtcNow();
            slot.Timer = Context.SendAfter(
                left > TimeSpan.Zero ? left : TimeSpan.Zero, Self, new DeadLetterRequest<T>.Due(slot, until));
        }
    }

    private void LetGo(DeadLetterSlot<T> slot)
    {
        if (slot.Timer is { } timer)
        {
            slot.Timer = null;
            Context.Cancel(timer);
        }
    }

    private async ValueTask ReleaseAsync(DeadLetterSlot<T> slot)
    {
        slot.Entry = slot.Entry with { HeldUntil = null };
        if (_slots.ContainsKey(slot.Entry.Id) && slot.Runner == Pid.None)
        {
            await PutAsync(slot.Entry).ConfigureAwait(true); // in the process
            TryRun(slot);
        }
    }

    private void Requeue(DeadLetterRequest<T>.Requeue requeue)
    {
        if (_slots.GetValueOrDefault(requeue.Id) is not { } slot)
        {
            Reply(requeue, new RequeueResult.NotFound());
        }
        else if (slot.Runner != Pid.None)
        {
            Reply(requeue, new RequeueResult.Running());
        }
        else if (!TryRun(slot))
        {
            Reply(requeue, new RequeueResult.Failed(new ExitReason.Custom("no_requeue")));
        }
        else
        {
            slot.Asker = TakeCaller(requeue);
        }
    }

    private bool TryRun(DeadLetterSlot<T> slot)
    {
        if (options.Requeue is not { } handle)
        {
            return false;
        }

        T message = slot.Entry.Message;
        slot.Runner = Context.SpawnLink(process => handle(process, message), new ProcessOptions { Label = "requeue" });
        _running[slot.Runner] = slot;
        return true;
    }

    private async ValueTask EndAsync(DeadLetterSlot<T> slot, ExitReason reason)
    {
        ReplyTo<RequeueResult> asker = slot.Asker;
        slot.Asker = default;
        slot.Runner = Pid.None;
        if (reason == ExitReason.Normal)
        {
            await RemoveAsync(slot.Entry.Id).ConfigureAwait(true); // in the process
            _requeued++;
            asker.Reply(new RequeueResult.Done());
            return;
        }

        slot.Entry = slot.Entry with { Attempts = slot.Entry.Attempts + 1, Reason = reason.ToString() };
        await PutAsync(slot.Entry).ConfigureAwait(true); // in the process
        asker.Reply(new RequeueResult.Failed(reason));
    }

    private ValueTask PutAsync(DeadLetterEntry<T> entry) => options.Store?.PutAsync(entry) ?? default;

    private async ValueTask RemoveAsync(long id)
    {
        if (options.Store is { } store)
        {
            await store.RemoveAsync(id).ConfigureAwait(true); // in the process
        }

        if (_slots.Remove(id, out DeadLetterSlot<T>? slot))
        {
            LetGo(slot);
        }
    }
}
