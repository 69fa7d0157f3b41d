using System.Diagnostics;
using Supervision.Runtime;

namespace Supervision.StateMachines;

/// <summary>The timeouts of a state machine: one for the event, one for the state, and one for each name. Only in its turn.</summary>
[DebuggerDisplay("{_armed.Count} timeouts")]
internal sealed class MachineTimers(ProcessCell cell)
{
    /// <summary>The timeout that any event ends. No name that a user may give begins with a colon.</summary>
    internal const string OfEvent = ":event";

    /// <summary>The timeout that a change of the state ends.</summary>
    internal const string OfState = ":state";

    private readonly Dictionary<string, MachineTimer> _armed = new(StringComparer.Ordinal);

    /// <summary>Those of zero, in the order in which they are due: now, when nothing else is queued inside.</summary>
    private readonly List<MachineTimer> _due = [];

    internal int Count => _armed.Count;

    /// <summary>Sets what was asked for during one event, in that order; of several with one name the last counts.</summary>
    internal void Set(List<MachineTimer> wanted)
    {
        for (int at = 0; at < wanted.Count; at++)
        {
            MachineTimer timer = wanted[at];
            if (wanted.FindLastIndex(other => other.Name == timer.Name) == at)
            {
                Set(timer);
            }
        }
    }

    internal void Cancel(string name)
    {
        if (!_armed.Remove(name, out MachineTimer? armed))
        {
            return;
        }

        if (armed.Timer is { } timer)
        {
            cell.CancelTimerOnTurn(timer);
        }
        else
        {
            _due.Remove(armed);
        }
    }

    /// <summary>A note has come out of the mailbox. False when it is of a timeout that was overtaken.</summary>
    internal bool TryTake(MachineTimer timer) =>
        _armed.TryGetValue(timer.Name, out MachineTimer? armed) && ReferenceEquals(armed, timer) && _armed.Remove(timer.Name);

    /// <summary>The next of those of zero; null when there is none.</summary>
    internal MachineTimer? TakeDue()
    {
        if (_due.Count == 0)
        {
            return null;
        }

        MachineTimer timer = _due[0];
        _due.RemoveAt(0);
        _armed.Remove(timer.Name);
        return timer;
    }

    private void Set(MachineTimer timer)
    {
        Cancel(timer.Name);
        if (timer.Time == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        _armed.Add(timer.Name, timer);
        if (timer.Time == TimeSpan.Zero)
        {
            _due.Add(timer);
        }
        else
        {
            timer.Timer = cell.SendAfterOnTurn(timer.Time, cell, timer);
        }
    }
}
