using System.Globalization;

namespace Supervision.Supervisors;

/// <summary>Restarts that wait, of children with a <see cref="Backoff"/>. A wait is no job: the supervisor is idle meanwhile.</summary>
internal sealed partial class SupervisorBehavior
{
    private void NoteStart(Child child)
    {
        if (child.Spec.Backoff is not null)
        {
            _children.DelayOf(child).StartedAt = _cell.Runtime.Time.GetTimestamp();
        }
    }

    /// <summary>How long the restart of a child that has ended is to wait; null for not at all.</summary>
    private TimeSpan? NextDelay(Child child)
    {
        if (child.Spec.Backoff is not { } backoff)
        {
            return null;
        }

        RestartDelay delay = _children.DelayOf(child);
        return delay.Next(backoff, _cell.Runtime, _cell.Runtime.Time.GetElapsedTime(delay.StartedAt));
    }

    /// <summary>All that is restarted with the child is stopped.</summary>
    private void BeginDelay(Job job)
    {
        if (job.Delayed is { } child)
        {
            _children.SetRestarting(child);
            BeginDelay(child, job.Delay, isCounted: true);
        }
    }

    private void BeginDelay(Child child, TimeSpan wait, bool isCounted)
    {
        RestartDelay.Over over = new(child, isCounted);
        _children.DelayOf(child).Begin(over, _cell.SendAfterOnTurn(wait, _cell, over));
    }

    private void EndDelay(RestartDelay.Over over)
    {
        // It may have been stopped, deleted or restarted with others while the note waited behind a job.
        if (_children.FindDelay(over.Child) is not { } delay || !ReferenceEquals(delay.Pending, over))
        {
            return;
        }

        delay.End();
        if (over.IsCounted)
        {
            _job = RestartOf(over.Child);
        }
        else
        {
            RestartAfter(over.Child, null, null);
        }
    }

    private void ForgetDelay(Child child)
    {
        if (_children.FindDelay(child) is { Timer: { } timer } delay)
        {
            _cell.CancelTimerOnTurn(timer);
            delay.End();
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
