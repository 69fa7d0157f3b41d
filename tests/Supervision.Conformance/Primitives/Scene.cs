using System.Globalization;
using Supervision.Testing;

namespace Supervision.Conformance.Primitives;

/// <summary>Who and what the words of a program stand for, and what has been seen of the step that is played.</summary>
internal sealed class Scene
{
    private readonly Dictionary<string, Pid> _pids = new(StringComparer.Ordinal);
    private readonly Dictionary<Pid, string> _slots = [];
    private readonly Dictionary<MonitorRef, string> _monitorNames = [];

    internal Scene(Simulation simulation)
    {
        Runtime = simulation.Runtime;
        Nobody = Runtime.Spawn(static _ => Task.CompletedTask);
        _slots[Nobody] = "none";
        simulation.RunUntilIdle();
    }

    internal ProcessRuntime Runtime { get; }

    /// <summary>Stands for processes that were never started: one that has ended.</summary>
    internal Pid Nobody { get; }

    internal Dictionary<string, MonitorRef> Monitors { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, TimerRef> Timers { get; } = new(StringComparer.Ordinal);

    internal List<(string Actor, int Place, string Text)> Answers { get; set; } = [];

    internal List<(string Slot, string Reason)> Deaths { get; set; } = [];

    /// <summary>Who has not finished what it was told to do.</summary>
    internal HashSet<string> Busy { get; } = new(StringComparer.Ordinal);

    internal Pid PidOf(string slot) => _pids.GetValueOrDefault(slot, Nobody);

    internal string SlotOf(Pid pid) => pid == Pid.None ? Part.Outside : _slots[pid];

    internal void Enter(string slot, Pid pid)
    {
        _pids[slot] = pid;
        _slots[pid] = slot;
    }

    internal void EnterMonitor(string name, MonitorRef monitor)
    {
        Monitors[name] = monitor;
        _monitorNames[monitor] = name;
    }

    internal void OnExit(Pid pid, ExitReason reason)
    {
        if (_slots.TryGetValue(pid, out string? slot) && pid != Nobody)
        {
            Busy.Remove(slot);
            Deaths.Add((slot, PrimitiveReasons.Format(reason)));
        }
    }

    internal string TextOf(object message) => message switch
    {
        Note note => note.ToString(),
        Signal.Exit exit => $"EXIT({SlotOf(exit.From)},{PrimitiveReasons.Format(exit.Reason)})",
        Signal.Down down => $"DOWN({_monitorNames[down.Monitor]},{(down.Name is null ? "" : down.Name + "=")}{SlotOf(down.Pid)},{PrimitiveReasons.Format(down.Reason)})",
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A program sends no {message.GetType().Name}.")),
    };
}
