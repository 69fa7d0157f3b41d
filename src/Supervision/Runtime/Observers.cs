using Supervision.Processes;

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

    /// <summary>Whom to tell that the runtime has stopped. Under the lock.</summary>
    private Action? _whenStopped;

    /// <summary>Under the lock.</summary>
    private bool _isStopped;

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

    /// <summary>The action is called once, when the runtime has stopped, because its clock does not go on then; at once, if it has.</summary>
    internal void AddStop(Action action)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _whenStopped += action;
                return;
            }
        }

        action();
    }

    internal void RemoveStop(Action action)
    {
        lock (_lock)
        {
            _whenStopped -= action;
        }
    }

    internal void Stop()
    {
        Action? told;
        lock (_lock)
        {
            _isStopped = true;
            told = _whenStopped;
            _whenStopped = null;
        }

        told?.Invoke();
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

    /// <summary>Only a listener looks at a message as an object, which boxes a value.</summary>
    internal void Tell(ProcessCell cell, Envelope envelope)
    {
        if (_listeners is not { } listeners || envelope.Content is not { } message)
        {
            return;
        }

        foreach (Action<ProcessCell, object> listener in listeners)
        {
            listener(cell, message);
        }
    }
}
