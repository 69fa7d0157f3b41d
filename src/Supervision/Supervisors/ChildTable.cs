using System.Diagnostics;

namespace Supervision.Supervisors;

/// <summary>
/// The children of one supervisor in start order, found by id and by process in constant time, changed in constant time. The order is
/// a list through the children themselves, so removing one of a million moves nothing. Not thread-safe; it belongs to its supervisor.
/// <para>A process carries its child (<see cref="Processes.ProcessTarget.ChildEntry"/>), which spares a table of a million processes. Only a
/// process that is another supervisor's child already, because a start function answered with one that was there, is kept in a table here.</para>
/// </summary>
[DebuggerDisplay("{Count} children, {RestartingCount} restarting")]
internal sealed class ChildTable
{
    /// <summary>Children whose process carries another supervisor's child; null until there is one.</summary>
    private Dictionary<Pid, Child>? _strangers;

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
    internal Child? Find(Pid pid) => pid.Target is not { } process ? null
        : Volatile.Read(ref process.ChildEntry) is Child child && ReferenceEquals(child.Table, this) ? child
        : _strangers?.GetValueOrDefault(pid);

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
        Child child = new(this, spec, id, argument) { Previous = Last };
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
        EnterProcess(child);
    }

    internal void SetStopped(Child child)
    {
        Leave(child);
        LeaveProcess(child);
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

    /// <summary>The supervisor has ended: processes that somebody still knows of must not keep its children.</summary>
    internal void Clear()
    {
        for (Child? child = First; child is not null; child = child.Next)
        {
            LeaveProcess(child);
        }
    }

    private void EnterProcess(Child child)
    {
        if (child.Pid.Target is not { } process)
        {
            return;
        }

        object? before = Volatile.Read(ref process.ChildEntry);
        bool isFree = before is null || (before is Child other && ReferenceEquals(other.Table, this));
        if (isFree && ReferenceEquals(Interlocked.CompareExchange(ref process.ChildEntry, child, before), before))
        {
            _strangers?.Remove(child.Pid);
        }
        else
        {
            (_strangers ??= [])[child.Pid] = child;
        }
    }

    private void LeaveProcess(Child child)
    {
        if (!ReferenceEquals(Find(child.Pid), child))
        {
            return;
        }

        if (_strangers?.Remove(child.Pid) != true)
        {
            Volatile.Write(ref child.Pid.Target!.ChildEntry, null);
        }
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
