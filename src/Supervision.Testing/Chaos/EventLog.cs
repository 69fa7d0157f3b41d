using Supervision.Runtime;
using Supervision.Supervisors;

namespace Supervision.Testing.Chaos;

/// <summary>What the supervisors of a tree have learned and nobody has taken yet, in order. Any thread.</summary>
internal sealed class EventLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ProcessRuntime _runtime;
    private readonly Pid _root;
    private readonly List<SeenEvent> _events = [];

    /// <summary>How many were learned so far. Under the lock.</summary>
    private long _learned;

    /// <summary>Completed by the next thing that is learned; null when nobody waits. Under the lock.</summary>
    private TaskCompletionSource? _next;

    internal EventLog(ProcessRuntime runtime, Pid root)
    {
        (_runtime, _root) = (runtime, root);
        runtime.Watch(Add);
    }

    /// <summary>How many were learned and not taken.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    /// <summary>Takes the first of them.</summary>
    internal IReadOnlyList<SeenEvent> Take(int count)
    {
        lock (_lock)
        {
            IReadOnlyList<SeenEvent> taken = [.. _events.Take(count)];
            _events.RemoveRange(0, taken.Count);
            return taken;
        }
    }

    /// <summary>Completes when the next thing is learned.</summary>
    internal Task NextAsync()
    {
        lock (_lock)
        {
            return (_next ??= new TaskCompletionSource(_runtime.Scheduler.CompletionOptions)).Task;
        }
    }

    public void Dispose() => _runtime.Unwatch(Add);

    private void Add(ChildEvent what)
    {
        if (Above(what.Supervisor) is not { } above)
        {
            return;
        }

        TaskCompletionSource? next;
        lock (_lock)
        {
            _events.Add(new SeenEvent(what, _runtime.Time.GetTimestamp()) { Number = _learned++, Above = what.Kind == ChildEvent.EventKind.Ended ? [] : above });
            next = _next;
            _next = null;
        }

        next?.TrySetResult();
    }

    /// <summary>The supervisors up to the root; none when that cannot be said, because one of them is gone. Null in another tree of the runtime, which
    /// may have the same paths.</summary>
    private List<(Pid Process, string Path)>? Above(Pid supervisor)
    {
        List<(Pid Process, string Path)> above = [];
        while (supervisor.Target is ProcessCell cell)
        {
            Pid parent = cell.Parent;
            string? path = (cell.Behavior as SupervisorBehavior)?.Path;
            if (cell.Life >= ProcessLife.Leaving)
            {
                // Looked at only now: it forgets its parent and all else on the way out.
                return [];
            }

            if (path is null || (supervisor != _root && parent == Pid.None))
            {
                return null;
            }

            above.Add((supervisor, path));
            if (supervisor == _root)
            {
                return above;
            }

            supervisor = parent;
        }

        return [];
    }
}
