using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Runtime;

/// <summary>
/// Deals with synchronous code that holds its thread: tells about it, and when the process has been told to end and its time is up,
/// takes the process from the thread and lets it die. Called on the watch's thread only.
/// </summary>
internal sealed class StuckTurns(ProcessRuntime runtime) : ITurnWatcher
{
    /// <summary>From here on a turn is worth a report.</summary>
    private static readonly TimeSpan LongFrom = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ProcessCell, Seen> _seen = [];

    public void TurnLasts(ProcessTarget process, long turn, TimeSpan lasted)
    {
        // Of code that goes on without its process a straggler's report tells.
        if (process is not ProcessCell { IsAbandoned: false } cell || !ReferenceEquals(cell.Runtime, runtime))
        {
            return;
        }

        if (!_seen.TryGetValue(cell, out Seen? seen) || seen.Turn != turn)
        {
            Forget();
            _seen[cell] = seen = new Seen(turn);
        }

        if (lasted >= LongFrom && !seen.IsTold)
        {
            seen.IsTold = true;
            runtime.Reports.Write(new Report.LongTurn(
                cell.Pid, cell.Label, cell.CurrentMessageName, lasted, cell.HasContinuationAtDoor));
        }

        if (cell.OrderToEnd is { } reason)
        {
            End(cell, seen, reason);
        }
    }

    private void End(ProcessCell cell, Seen seen, ExitReason reason)
    {
        int epoch = cell.GateEpoch;
        if (seen.OrderedAt is not { } since || seen.Epoch != epoch)
        {
            // The time counts for one stay in user code: a turn that comes back to the engine sees the order itself.
            seen.OrderedAt = since = TimeProvider.System.GetTimestamp();
            seen.Epoch = epoch;
            cell.BeginExitFromOutside(reason);
        }

        TimeSpan limit = cell.AbandonAfter;
        if (limit != Timeout.InfiniteTimeSpan && TimeProvider.System.GetElapsedTime(since) >= limit && cell.TrySeize(epoch))
        {
            _seen.Remove(cell);
        }
    }

    /// <summary>Turns that ended are not told here, so old entries go when a new one comes.</summary>
    private void Forget()
    {
        foreach (ProcessCell old in _seen.Keys.Where(static cell => cell.Life == ProcessLife.Dead).ToList())
        {
            _seen.Remove(old);
        }

        if (_seen.Count > 1000)
        {
            _seen.Clear();
        }
    }

    private sealed class Seen(long turn)
    {
        internal long Turn { get; } = turn;

        internal bool IsTold { get; set; }

        internal long? OrderedAt { get; set; }

        internal int Epoch { get; set; }
    }
}
