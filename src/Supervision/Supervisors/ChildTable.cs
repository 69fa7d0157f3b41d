using System.Diagnostics;

namespace Supervision.Supervisors;

/// <summary>
/// The children of one supervisor in start order, found by id and by process in constant time, changed in constant time. The order is
/// a list through the children themselves, so removing one of a million moves nothing. Not thread-safe; it belongs to its supervisor.
/// </summary>
[DebuggerDisplay("{Count} children, {RestartingCount} restarting")]
internal sealed class ChildTable
{
    private readonly Dictionary<Pid, Child> _byPid = [];
    private Dictionary<string, Child>? _byId;
    private Dictionary<Child, RestartDelay>? _delays;

    /// <summary>The first in start order; null when there is none.</summary>
    internal Child? First { get; private set; }

    /// <summary>The last in start order; null when there is none.</summary>
    internal Child? Last { get; private set; }

    internal int Count { get; private set; }

    /// <summary>Rises with every change: two equal values say that nothing happened between them.</summary>
    internal long Version { get; private set; }

    internal int RestartingCount { get; private set; }

    /// <summary>How many significant children are running or restarting.</summary>
    internal int ActiveSignificantCount { get; private set; }

    /// <summary>The child with this id; null when there is none.</summary>
    internal Child? Find(string id) => _byId?.GetValueOrDefault(id);

    /// <summary>The child whose process this is, or was when it is restarting; null when there is none.</summary>
    internal Child? Find(Pid pid) => _byPid.GetValueOrDefault(pid);

    /// <summary>How a child with a back-off waits; null when it has never started. Beside the children, since few have one.</summary>
    internal RestartDelay? FindDelay(Child child) => _delays?.GetValueOrDefault(child);

    /// <summary>The same, made when there is none.</summary>
    internal RestartDelay DelayOf(Child child)
    {
        _delays ??= [];
        if (!_delays.TryGetValue(child, out RestartDelay? delay))
        {
            _delays.Add(child, delay = new RestartDelay());
        }

        return delay;
    }

    /// <summary>Adds a stopped child as the last in start order. Its id, if it has one, must be free.</summary>
    internal Child Append(ChildSpec spec, string? id, object? argument = null)
    {
        Child child = new(spec, id, argument) { Previous = Last };
        if (id is not null)
        {
            (_byId ??= new Dictionary<string, Child>(StringComparer.Ordinal)).Add(id, child);
        }

        if (Last is null)
        {
            First = child;
        }
        else
        {
            Last.Next = child;
        }

        Last = child;
        Count++;
        Version++;
        return child;
    }

    internal void Remove(Child child)
    {
        SetStopped(child);
        if (child.Id is not null)
        {
            _byId!.Remove(child.Id);
        }

        if (child.Previous is null)
        {
            First = child.Next;
        }
        else
        {
            child.Previous.Next = child.Next;
        }

        if (child.Next is null)
        {
            Last = child.Previous;
        }
        else
        {
            child.Next.Previous = child.Previous;
        }

        child.Previous = child.Next = null;
        _delays?.Remove(child);
        Count--;
    }

    internal void SetRunning(Child child, Pid pid)
    {
        SetStopped(child);
        child.Pid = pid;
        child.Status = ChildInfo.State.Running;
        child.Incarnation++;
        Enter(child);

        // A wrong start function can answer with a process that another child has: the later one gets its end, the other keeps the pid.
        _byPid[pid] = child;
    }

    internal void SetStopped(Child child)
    {
        Leave(child);
        if (_byPid.TryGetValue(child.Pid, out Child? holder) && ReferenceEquals(holder, child))
        {
            _byPid.Remove(child.Pid);
        }

        child.Pid = Pid.None;
        child.Status = ChildInfo.State.Stopped;
    }

    /// <summary>The child's process ended and the next one did not start. A dynamic child stays findable by the old process.</summary>
    internal void SetRestarting(Child child)
    {
        Leave(child);
        child.Status = ChildInfo.State.Restarting;
        Enter(child);
    }

    /// <summary>A child and all that were started after it, in start order; from null on: none.</summary>
    internal static List<Child> From(Child? child)
    {
        List<Child> segment = [];
        for (; child is not null; child = child.Next)
        {
            segment.Add(child);
        }

        return segment;
    }

    private void Enter(Child child) => Account(child, 1);

    private void Leave(Child child) => Account(child, -1);

    private void Account(Child child, int change)
    {
        Version++;
        if (child.Status == ChildInfo.State.Restarting)
        {
            RestartingCount += change;
        }

        if (child.Spec.Significant && child.Status != ChildInfo.State.Stopped)
        {
            ActiveSignificantCount += change;
        }
    }
}
