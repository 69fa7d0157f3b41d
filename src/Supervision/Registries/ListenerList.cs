using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Registries;

/// <summary>Who listens to a registry: read at every change, changed seldom. Any thread.</summary>
internal sealed class ListenerList
{
    private readonly Lock _lock = new();
    private volatile Listener[] _all = [];

    internal bool IsEmpty => _all.Length == 0;

    /// <summary>Adds a process that is not in it; in its turn.</summary>
    /// <returns>False when it is in it.</returns>
    internal bool TryAdd(ProcessCell process)
    {
        if (Array.Exists(_all, one => ReferenceEquals(one.Owner, process)))
        {
            return false;
        }

        Listener listener = new(process, this);
        lock (_lock)
        {
            _all = [.. _all, listener];
        }

        process.AddRegistrationOnTurn(listener);
        return true;
    }

    internal void Remove(Listener listener)
    {
        lock (_lock)
        {
            _all = Array.FindAll(_all, one => !ReferenceEquals(one, listener));
        }
    }

    internal void Tell(object news)
    {
        foreach (Listener listener in _all)
        {
            listener.Owner.Pid.Send(news);
        }
    }

    /// <summary>As <see cref="Tell"/>, in nobody's name: also in the last turn of a process, which sends nothing any more.</summary>
    internal void TellFromNobody(object news)
    {
        foreach (Listener listener in _all)
        {
            listener.Owner.Deliver(null, new PlainMessage(news));
        }
    }
}
