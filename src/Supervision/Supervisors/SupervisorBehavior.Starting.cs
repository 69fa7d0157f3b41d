using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Supervisors;

/// <summary>Starting one child.</summary>
internal sealed partial class SupervisorBehavior
{
    /// <summary>The start that has not been dealt with; null when none is under way.</summary>
    private StartContext? _attempt;

    /// <summary>How many start functions have begun and not ended, given-up ones included. Interlocked; read in the turn.</summary>
    private int _openStarts;

    /// <summary>The process that is being started; none when there is none. A moment's answer, from any thread.</summary>
    internal Pid AwaitedStart => _attempt is { IsOver: false } attempt ? attempt.Unfinished : Pid.None;

    /// <summary>Calls the start function. Its end is dealt with in a step of its own, whether it ends at once or not.</summary>
    private void Start(Child child)
    {
        StartContext context = new(_cell, this, child);
        _attempt = context;
        Task<StartResult> start;
        _cell.EnterUser();
        try
        {
            start = child.Spec.Start(context).AsTask();
        }
        // The start function is the user's; whatever it throws is a failed start.
        catch (Exception error)
        {
            start = Task.FromException<StartResult>(error);
        }

        _cell.RegainContextOnTurn();
        if (start.IsCompleted)
        {
            // Inside: what no child took is disposed here, and that is the user's code too.
            context.End(ResultOf(start));
            _cell.LeaveUser();
            return;
        }

        _cell.LeaveUser();
        Interlocked.Increment(ref _openStarts); // beside the decrement of one that was given up
        context.Await(start);
        if (child.Spec.StartTimeout is { } limit)
        {
            context.Timer = _cell.SendAfterOnTurn(limit, _cell, context);
        }

        HurryStart();
    }

    /// <summary>In the supervisor's turn; detached when the supervisor was abandoned before.</summary>
    internal void OnStartEnded(StartContext context)
    {
        // Several that were given up may end at the same time once the supervisor is abandoned.
        int left = Interlocked.Decrement(ref _openStarts);
        if (!_cell.IsAbandoned)
        {
            // Only noted: this runs as a continuation, and the next start function must not be called from inside one.
            context.End(ResultOf(context.Answer!));
        }
        else if (left == 0)
        {
            _cell.EndStraggler();
        }
    }

    private StartResult ResultOf(Task<StartResult> start)
    {
        if (start.IsCompletedSuccessfully)
        {
            return start.Result ?? new StartResult.Failed(new ExitReason.Custom("bad_return_value"));
        }

        Exception error = start.Exception?.InnerException ?? new TaskCanceledException(start);
        return new StartResult.Failed(_cell.ReasonOf(error));
    }

    private void EndStart(StartContext context)
    {
        Job job = _job!;
        Child child = context.Child;
        ForgetAttempt(context);
        job.Outcome = context.Result!;
        switch (context.Result)
        {
            case StartResult.Started started when started.Pid != Pid.None:
                _children.SetRunning(child, started.Pid);
                NoteStart(child);
                Tell(ChildEvent.EventKind.Started, child, child.Pid, null);
                if (child.Spec.Restart == Restart.Temporary && job.Kind == JobKind.StartChild)
                {
                    child.ForgetStart(IsDynamic);
                }

                ReportStarted(job, child);
                break;
            case StartResult.Started or StartResult.Ignored:
                Tell(ChildEvent.EventKind.Ignored, child, Pid.None, null);
                job.Outcome = new StartResult.Ignored();
                Retire(child);
                break;
            default:
                FailStart(job, child, context.Result!);
                break;
        }
    }

    private void FailStart(Job job, Child child, StartResult result)
    {
        job.Outcome = result;
        ExitReason reason = result switch
        {
            StartResult.Failed failed => failed.Reason,
            StartResult.AlreadyStarted already => new ExitReason.Custom("already_started", already.Pid),
            _ => new ExitReason.Custom("bad_return_value"),
        };
        Tell(ChildEvent.EventKind.StartFailed, child, Pid.None, reason);
        switch (job.Kind)
        {
            case JobKind.Boot:
                Trouble("start_error", child, reason, "The supervisor does not start: it stops the children before this one and exits.");
                Leave(new ExitReason.ShutdownWith(new FailedToStartChild(child.Name, reason)));
                break;
            case JobKind.StartChild:
                _children.Remove(child);
                break;
            case JobKind.Restart:
                job.StartNoMore();
                RetryStart(child, reason);
                break;
        }
    }

    private void RetryStart(Child child, ExitReason reason)
    {
        _children.SetRestarting(child);
        if (child.Spec.Backoff is { } backoff)
        {
            TimeSpan wait = _children.DelayOf(child).Next(backoff, _cell.Runtime, null);
            Trouble("start_error", child, reason, $"Trying again in {Seconds(wait)}; each attempt counts as a restart.");
            BeginDelay(child, wait, isCounted: false);
            return;
        }

        Trouble("start_error", child, reason, "Trying again after what waits in the mailbox; each attempt counts as a restart.");
        _cell.Deliver(_cell, new PlainMessage(new SupervisorRequest.TryAgain(IsDynamic ? null : child.Id, child.Pid)));
    }

    /// <summary>The parent waits for the supervisor to exit: an unfinished start gets little time from now on.</summary>
    private void HurryStart()
    {
        if (_parentOrder is not null && _attempt is { IsOver: false, IsHurried: false } attempt)
        {
            attempt.IsHurried = true;
            CancelTimer(attempt);
            attempt.Timer = _cell.SendAfterOnTurn(ParentPatience, _cell, attempt);
        }
    }

    /// <summary>The time of a start is over: what it has started is killed, and what it still does is ignored.</summary>
    private void GiveUpStart(Job job, StartContext late)
    {
        if (!ReferenceEquals(_attempt, late) || late.IsOver)
        {
            return;
        }

        ForgetAttempt(late);
        late.GiveUp();
        if (_parentOrder is { } order)
        {
            Leave(order, late.Unfinished);
            return;
        }

        job.Unfinished = late.Unfinished;
        job.TimedOut = late.Child;
    }

    private void ForgetAttempt(StartContext context)
    {
        _attempt = null;
        CancelTimer(context);
    }

    private void CancelTimer(StartContext context)
    {
        if (context.Timer is { } timer)
        {
            _cell.CancelTimerOnTurn(timer);
            context.Timer = null;
        }
    }
}
