namespace Supervision.Runtime;

/// <summary>
/// Who looks at the work of a runtime's processes besides meters. Any thread.
/// <code>
/// accounts   there while at least one asked for them and has not said that it is done
/// listeners  told every message that is taken, in the turn that takes it, from the next turn of each process on
/// </code>
/// </summary>
internal sealed class Observers
{
    private readonly Lock _lock = new();

    /// <summary>Null without accounts. Written under the lock, read without.</summary>
    private volatile WorkAccounts? _work;

    /// <summary>How many want accounts. Under the lock.</summary>
    private int _counting;

    /// <summary>Replaced as a whole under the lock, read without; null without listeners.</summary>
    private volatile Action<ProcessCell, object>[]? _listeners;

    internal bool HasAny => _work is not null || _listeners is not null;

    internal WorkAccounts? Work => _work;

    /// <summary>Keeps accounts until <see cref="EndCounting"/>.</summary>
    internal WorkAccounts BeginCounting()
    {
        lock (_lock)
        {
            _counting++;
            return _work ??= new WorkAccounts();
        }
    }

    internal void EndCounting()
    {
        lock (_lock)
        {
            if (--_counting == 0)
            {
                _work = null;
            }
        }
    }

    internal void Add(Action<ProcessCell, object> listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners ?? [], listener];
        }
    }

    internal void Remove(Action<ProcessCell, object> listener)
    {
        lock (_lock)
        {
            Action<ProcessCell, object>[] left = Array.FindAll(_listeners ?? [], other => other != listener);
            _listeners = left.Length == 0 ? null : left;
        }
    }

    internal void Tell(ProcessCell cell, object message)
    {
        foreach (Action<ProcessCell, object> listener in _listeners ?? [])
        {
            listener(cell, message);
        }
    }
}
