namespace Supervision.Testing;

/// <summary>How time passes.</summary>
public sealed partial class Simulation
{
    /// <summary>Code that waits for an instant at which everything has happened, the earliest first; of those with the same, the first.</summary>
    private readonly PriorityQueue<TaskCompletionSource, (TimeSpan At, long Number)> _advances = new();

    private long _advanceNumber;

    /// <summary>Completes when everything up to an instant has happened.</summary>
    internal Task ReachAsync(TimeSpan instant)
    {
        TaskCompletionSource reached = new();
        _advances.Enqueue(reached, (instant, ++_advanceNumber));
        LimitRaces();
        return reached.Task;
    }

    /// <summary>No timer overtakes code that waits for an earlier instant.</summary>
    private void LimitRaces() => _scheduler.RaceLimit = _advances.TryPeek(out _, out (TimeSpan At, long Number) wait) ? wait.At : TimeSpan.MaxValue;

    /// <summary>Goes on to the next instant at which something happens. False when that is beyond the limit, or there is none.</summary>
    private bool PassOn(TimeSpan limit)
    {
        TimeSpan? due = Time.NextDue;
        if (_advances.TryPeek(out TaskCompletionSource? reached, out (TimeSpan At, long Number) wait)
            && wait.At <= limit && (due is null || due > wait.At))
        {
            _advances.Dequeue();
            LimitRaces();
            Time.MoveTo(wait.At);
            _scheduler.RunDetached(static state => ((TaskCompletionSource)state!).TrySetResult(), reached);
            return true;
        }

        if (due is null || due > limit)
        {
            return false;
        }

        PassTime();
        return true;
    }
}
