using Supervision.Runtime;

namespace Supervision.Testing.Chaos;

/// <summary>What the supervisors of a tree have learned and nobody has taken yet, in order. Any thread.</summary>
internal sealed class EventLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ProcessRuntime _runtime;
    private readonly Pid _root;
    private readonly List<SeenEvent> _events = [];

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
        if (IsOfAnotherTree(what.Supervisor))
        {
            return;
        }

        TaskCompletionSource? next;
        lock (_lock)
        {
            _events.Add(new SeenEvent(what, _runtime.Time.GetTimestamp()));
            next = _next;
            _next = null;
        }

        next?.TrySetResult();
    }

    /// <summary>Other trees of the runtime may have the same paths. Of whoever has lost a supervisor above it, that cannot be said.</summary>
    private bool IsOfAnotherTree(Pid supervisor)
    {
        while (supervisor != _root && supervisor.Target is ProcessCell cell)
        {
            Pid above = cell.Parent;
            if (cell.Life >= ProcessLife.Leaving)
            {
                // Only now: it forgets its parent on the way out.
                return false;
            }

            if (above == Pid.None)
            {
                return true;
            }

            supervisor = above;
        }

        return false;
    }
}
