using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>Suspension and inspection.</summary>
internal sealed partial class ProcessCell
{
    internal void SuspendOnTurn(TaskCompletionSource done)
    {
        SetFlag(ProcessFlags.Suspended, true);
        (Extra.Suspenders ??= []).Add(done);
        _behavior!.ForgetMarks();
        if (_life != ProcessLife.Running)
        {
            // It handles no message any more.
            AnswerSuspenders();
        }
    }

    internal void ResumeMessagesOnTurn()
    {
        SetFlag(ProcessFlags.Suspended, false);
        AnswerSuspenders();
    }

    internal ProcessInfo DescribeOnTurn()
    {
        List<Pid> links = [];
        for (Link? link = _links; link is not null; link = link.NextOf(this))
        {
            Pid peer = new(link.PeerOf(this));

            // Two that linked each other at the same time have two objects, and one link.
            if (_extra is not { HasTwins: true } || !links.Contains(peer))
            {
                links.Add(peer);
            }
        }

        int held = 0;
        for (MonitorRef? monitor = _extra?.Monitors; monitor is not null; monitor = monitor.NextOfOwner)
        {
            held++;
        }

        int on = 0;
        for (MonitorRef? monitor = _extra?.Watchers; monitor is not null; monitor = monitor.NextOfWatched)
        {
            on++;
        }

        return new ProcessInfo(
            Pid, RegisteredName, Label, Parent, MailboxLength, CurrentMessageName, TrapsExits,
            (_flags & ProcessFlags.Suspended) != 0, links, held, on, DescribeStateOnTurn())
        {
            Ancestors = Ancestors(),
            WaitsFor = _extra?.WaitingFor is { IsPending: true } call ? new Pid(call.Server) : Pid.None,
            BusyTime = Runtime.Observers.Work?.Find(Pid)?.Busy,
            Messages = Runtime.Observers.Work?.Find(Pid)?.Messages,
        };
    }

    /// <summary>A parent that ends meanwhile cuts the list short.</summary>
    private List<Pid> Ancestors()
    {
        List<Pid> ancestors = [];
        for (ProcessCell? ancestor = _parent; ancestor is not null; ancestor = ancestor._parent)
        {
            ancestors.Add(ancestor.Pid);
        }

        return ancestors;
    }

    /// <summary>The description is user code: it must not bring the process down, and is not asked for while other code of the user may still
    /// run on a thread from which the process was taken.</summary>
    private object? DescribeStateOnTurn()
    {
        if (IsAbandoned || _behavior is null or { IsInUserCode: true })
        {
            return null;
        }

        object? state;
        EnterUser();
        try
        {
            state = _behavior.DescribeState();
        }
        // The raw state must not leak into a report instead, so only the fact is told.
        catch (Exception error)
        {
            state = $"the description threw {error.GetType().Name}";
        }

        LeaveUser();
        return state;
    }

    /// <summary>A callback that is under way ends first.</summary>
    private void ConfirmSuspensionOnTurn()
    {
        if (_behavior is not { IsInUserCode: true } || _behavior.IsReceiving)
        {
            AnswerSuspenders();
        }
    }

    private void AnswerSuspenders()
    {
        if (_extra is not { Suspenders: { } suspenders })
        {
            return;
        }

        _extra.Suspenders = null;
        foreach (TaskCompletionSource suspender in suspenders)
        {
            suspender.TrySetResult();
        }
    }
}
