using System.Diagnostics;
using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>Messages to be delivered later.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>A message to a process. One to oneself goes when the process goes, so that a far timer keeps nothing of it.</summary>
    internal TimedMessage SendAfterOnTurn(TimeSpan after, ProcessTarget receiver, object message)
    {
        TimedMessage timer = Sending is { } activity ? new TracedTimedMessage(receiver, message, activity.Context) : new TimedMessage(receiver, message);
        if (ReferenceEquals(receiver, this))
        {
            ListTimerOnTurn(timer);
        }

        Runtime.Timers.Start(timer, after);
        return timer;
    }

    internal TimedMessage SendAfterOnTurn(TimeSpan after, string name, object message)
    {
        ProcessRuntime runtime = Runtime;
        TimedMessage timer = Sending is { } activity ? new TracedTimedMessage(Resolve, message, activity.Context) : new TimedMessage(Resolve, message);
        Runtime.Timers.Start(timer, after);
        return timer;

        ProcessCell? Resolve()
        {
            ProcessCell? holder = runtime.Names.Find(name);
            if (holder is null)
            {
                runtime.Reports.Write(Pid.None, name, message, DeadLetterCause.NoName);
            }

            return holder;
        }
    }

    /// <summary>True: it was pending and its message will not come. A message that is already in the queue is suppressed too.</summary>
    internal bool CancelTimerOnTurn(TimedMessage timer)
    {
        bool pending = Runtime.Timers.Cancel(timer) && !timer.IsForTheDead;
        timer.Suppress();
        UnlistTimerOnTurn(timer);
        return pending;
    }

    /// <summary>The activity that the process is in, if somebody listens to traces.</summary>
    private Activity? Sending => Runtime.Telemetry.IsTracing ? Activity.Current : null;

    private void ListTimerOnTurn(TimedMessage timer)
    {
        ProcessExtra extra = Extra;
        timer.ListedBy = this;
        timer.NextOfOwner = extra.Timers;
        if (extra.Timers is not null)
        {
            extra.Timers.PreviousOfOwner = timer;
        }

        extra.Timers = timer;
    }

    private void UnlistTimerOnTurn(TimedMessage timer)
    {
        if (!ReferenceEquals(timer.ListedBy, this))
        {
            return;
        }

        timer.ListedBy = null;
        if (timer.NextOfOwner is not null)
        {
            timer.NextOfOwner.PreviousOfOwner = timer.PreviousOfOwner;
        }

        if (timer.PreviousOfOwner is not null)
        {
            timer.PreviousOfOwner.NextOfOwner = timer.NextOfOwner;
        }
        else
        {
            Extra.Timers = timer.NextOfOwner;
        }

        timer.NextOfOwner = null;
        timer.PreviousOfOwner = null;
    }

    private void CancelOwnTimersOnTurn(ProcessExtra extra)
    {
        while (extra.Timers is { } timer)
        {
            Runtime.Timers.Cancel(timer);
            timer.Suppress();
            UnlistTimerOnTurn(timer);
        }
    }
}
