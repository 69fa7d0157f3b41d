using System.Collections.Concurrent;

namespace Supervision.Runtime;

/// <summary>
/// Names and their holders. A process first stops being alive and then gives up its name; a registration first enters the name and
/// then asks whether the process is still alive. So one of the two sees the other, and no name is left with a corpse. Removal is
/// by name and holder: a successor's registration is never deleted.
/// </summary>
internal sealed class NameTable(TaskCreationOptions completion, Action<string?, bool>? used)
{
    private readonly ConcurrentDictionary<string, ProcessCell> _holders = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();

    /// <summary>Those who wait for a name to be held. Under the lock.</summary>
    private readonly Dictionary<string, List<TaskCompletionSource<Pid>>> _waiters = new(StringComparer.Ordinal);

    /// <summary>How many names are waited for. Raised before the waiter looks whether the name is held, read after a name was entered: one of
    /// the two sees the other.</summary>
    private int _waitedFor;

    /// <summary>True when the runtime has stopped: nobody will hold a name. Under the lock.</summary>
    private bool _isStopped;

    /// <summary>The living holder; null when there is none.</summary>
    internal ProcessCell? Find(string name)
    {
        used?.Invoke(name, false);

        // Where nobody notes the uses of names, nobody notes those of processes either, and the process is not asked who does.
        return _holders.TryGetValue(name, out ProcessCell? holder) && (used is null ? holder.IsAlive : holder.IsSeenAlive) ? holder : null;
    }

    /// <summary>The holder even when it is ending: the name is still taken then.</summary>
    internal ProcessCell? Holder(string name) => _holders.GetValueOrDefault(name);

    /// <summary>False when the name is taken, or the process has one already or is ending.</summary>
    internal bool TryAdd(string name, ProcessCell process)
    {
        used?.Invoke(name, true);
        if (!process.TrySetName(name))
        {
            return false;
        }

        if (!_holders.TryAdd(name, process))
        {
            process.TryClearName(name);
            return false;
        }

        if (process.IsAlive)
        {
            if (Volatile.Read(ref _waitedFor) > 0)
            {
                TellWaiters(name, process);
            }

            return true;
        }

        Remove(name, process);
        return false;
    }

    /// <summary>Frees the name if that process holds it.</summary>
    internal bool Remove(string name, ProcessCell holder)
    {
        used?.Invoke(name, true);
        bool removed = _holders.TryRemove(new KeyValuePair<string, ProcessCell>(name, holder));
        holder.TryClearName(name);
        return removed;
    }

    /// <summary>Completes when a living process holds the name.</summary>
    internal Task<Pid> FindAsync(string name, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Pid> waiter = new(completion);
        lock (_lock)
        {
            if (_isStopped)
            {
                return Task.FromException<Pid>(ProcessErrors.NobodyWillHold(name));
            }

            if (!_waiters.TryGetValue(name, out List<TaskCompletionSource<Pid>>? waiters))
            {
                _waiters[name] = waiters = [];
            }

            waiters.Add(waiter);
            Interlocked.Increment(ref _waitedFor);
        }

        if (Find(name) is { } holder)
        {
            TellWaiters(name, holder);
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(name, waiter, cancellationToken) : waiter.Task;
    }

    /// <summary>The runtime has stopped: whoever waits for a name would wait for ever.</summary>
    internal void Stop()
    {
        List<(string Name, TaskCompletionSource<Pid> Waiter)> waiters = [];
        lock (_lock)
        {
            _isStopped = true;
            foreach ((string name, List<TaskCompletionSource<Pid>> waiting) in _waiters)
            {
                waiters.AddRange(waiting.Select(waiter => (name, waiter)));
            }

            _waiters.Clear();
        }

        foreach ((string name, TaskCompletionSource<Pid> waiter) in waiters)
        {
            waiter.TrySetException(ProcessErrors.NobodyWillHold(name));
            _ = waiter.Task.Exception; // seen, also when nobody waits any longer
        }
    }

    private async Task<Pid> WaitAsync(string name, TaskCompletionSource<Pid> waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(true); // in the process, if one waits
        }
        finally
        {
            Forget(name, waiter);
        }
    }

    private void Forget(string name, TaskCompletionSource<Pid> waiter)
    {
        lock (_lock)
        {
            if (_waiters.TryGetValue(name, out List<TaskCompletionSource<Pid>>? waiters) && waiters.Remove(waiter))
            {
                Interlocked.Decrement(ref _waitedFor);
                if (waiters.Count == 0)
                {
                    _waiters.Remove(name);
                }
            }
        }
    }

    private void TellWaiters(string name, ProcessCell holder)
    {
        List<TaskCompletionSource<Pid>>? waiters;
        lock (_lock)
        {
            if (!_waiters.Remove(name, out waiters))
            {
                return;
            }

            Interlocked.Add(ref _waitedFor, -waiters.Count);
        }

        foreach (TaskCompletionSource<Pid> waiter in waiters)
        {
            waiter.TrySetResult(holder.Pid);
        }
    }
}
