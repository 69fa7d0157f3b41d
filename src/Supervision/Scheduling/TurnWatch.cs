using System.Diagnostics.CodeAnalysis;
using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>
/// Looks at the worker slots four times a second, from a thread of its own, for turns that do not end: frees the process that
/// waits behind such a turn and tells the runtimes. Parks while nothing runs.
/// <code>
/// parked   worker, at each turn: slot.Current = p;  then reads parked, wakes the watch when set
///          watch, to park: parked = true;  process-wide barrier;  looks at every slot once more
/// </code>
/// Either the worker sees the flag or the watch sees the slot, so a turn that begins while the watch parks is not missed.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "There is one for the whole OS process, for ever.")]
internal sealed class TurnWatch
{
    private const int Interval = 250;

    private readonly Lock _lock = new();
    private readonly AutoResetEvent _wake = new(false);

    /// <summary>The slots of all threads that ever ran a process; dead threads' are dropped. Under the lock.</summary>
    private readonly List<WeakReference<WorkerSlot>> _slots = [];

    /// <summary>Under the lock.</summary>
    private readonly List<ITurnWatcher> _watchers = [];

    /// <summary>What was seen at the last look. Watch thread only.</summary>
    private readonly Dictionary<WorkerSlot, Seen> _seen = [];

    private bool _started;
    private volatile bool _parked;

    internal WorkerSlot NewSlot()
    {
        WorkerSlot slot = new();
        lock (_lock)
        {
            _slots.RemoveAll(static weak => !weak.TryGetTarget(out _));
            _slots.Add(new WeakReference<WorkerSlot>(slot));
        }

        return slot;
    }

    internal void Add(ITurnWatcher watcher)
    {
        lock (_lock)
        {
            _watchers.Add(watcher);
            if (!_started)
            {
                _started = true;
                new Thread(Run) { IsBackground = true, Name = "Supervision watch" }.UnsafeStart();
            }
        }

        _wake.Set();
    }

    internal void Remove(ITurnWatcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
        }
    }

    internal void WakeIfParked()
    {
        if (_parked)
        {
            _parked = false;
            _wake.Set();
        }
    }

    private void Run()
    {
        while (true)
        {
            bool busy = Look();
            if (!busy && TryPark())
            {
                _wake.WaitOne();
            }
            else
            {
                _wake.WaitOne(Interval);
            }
        }
    }

    private bool TryPark()
    {
        _parked = true;
        Interlocked.MemoryBarrierProcessWide();
        if (Slots().All(static slot => slot.Current is null))
        {
            return true;
        }

        _parked = false;
        return false;
    }

    /// <summary>One look at every slot. False when none was running.</summary>
    private bool Look()
    {
        bool busy = false;
        foreach (WorkerSlot slot in Slots())
        {
            if (Volatile.Read(ref slot.Current) is not { } process)
            {
                _seen.Remove(slot);
                continue;
            }

            busy = true;
            Judge(slot, process, slot.Turn);
        }

        return busy;
    }

    private void Judge(WorkerSlot slot, ProcessTarget process, int turn)
    {
        long now = TimeProvider.System.GetTimestamp();
        if (!_seen.TryGetValue(slot, out Seen seen) || seen.Turn != turn || !ReferenceEquals(seen.Process, process))
        {
            _seen[slot] = new Seen(process, turn, now);
            return;
        }

        // The turn has lasted a whole interval: whoever waits behind it runs elsewhere.
        if (slot.TrySteal(turn) is { } waiting)
        {
            ThreadPoolScheduler.Instance.Schedule(waiting, gaveWay: true);
        }

        TimeSpan lasted = TimeProvider.System.GetElapsedTime(seen.Since, now);
        foreach (ITurnWatcher watcher in Watchers())
        {
            watcher.TurnLasts(process, turn, lasted);
        }
    }

    private List<WorkerSlot> Slots()
    {
        lock (_lock)
        {
            List<WorkerSlot> slots = new(_slots.Count);
            foreach (WeakReference<WorkerSlot> weak in _slots)
            {
                if (weak.TryGetTarget(out WorkerSlot? slot))
                {
                    slots.Add(slot);
                }
            }

            return slots;
        }
    }

    private ITurnWatcher[] Watchers()
    {
        lock (_lock)
        {
            return [.. _watchers];
        }
    }

    private readonly record struct Seen(ProcessTarget Process, int Turn, long Since);
}
