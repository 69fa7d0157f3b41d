using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>What a program has made so far: processes, monitors and timers.</summary>
internal sealed class ProgramHistory
{
    private readonly HashSet<string> _spawned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Owner, string Target)> _monitors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _timersDue = new(StringComparer.Ordinal);
    private int _now;

    internal void Advance(int units) => _now += units;

    internal bool IsSpawned(string slot) => _spawned.Contains(slot);

    /// <summary>Who made a monitor, and of whom; null when there is none.</summary>
    internal (string Owner, string Target)? MonitorOf(string monitor) => _monitors.TryGetValue(monitor, out (string, string) found) ? found : null;

    internal bool HasTimer(string timer) => _timersDue.ContainsKey(timer);

    internal bool HasFired(string timer) => _timersDue[timer] <= _now;

    internal void Enter(string actor, Operation operation, IReadOnlyDictionary<string, ProcessView> views)
    {
        switch (operation.Word)
        {
            case "spawn" or "spawn_link":
                _spawned.Add(operation[0]);
                break;
            case "spawn_monitor":
                _spawned.Add(operation[0]);
                _monitors[operation[1]] = (actor, operation[0]);
                break;
            case "monitor":
                _monitors[operation[1]] = (actor, operation[0]);
                break;
            case "monitor_name":
                _monitors[operation[1]] = (actor, views.FirstOrDefault(view => view.Value.Name == operation[0]).Key ?? "");
                break;
            case "send_after" or "send_after_name":
                _timersDue[operation[2]] = _now + int.Parse(operation[1], CultureInfo.InvariantCulture);
                break;
        }
    }
}
