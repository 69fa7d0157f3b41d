using Microsoft.Extensions.Logging;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>
/// Death, in this order: user code over (or abandoned) - names and timers gone - door closed, leftovers answered - exit signals and
/// down notices sent - table slot freed. So whoever hears of the death finds the name free, and nothing of the process runs
/// any more unless a straggler was reported.
/// </summary>
internal sealed partial class ProcessCell
{
    /// <summary>How many links and monitors are told in one turn, so that a death with a million of them holds no thread.</summary>
    private const int FanOutLimit = 1000;

    /// <summary>True when the process was declared dead while its code ran. Any thread.</summary>
    internal bool IsAbandoned => _life >= ProcessLife.Leaving || _extra is { IsAbandoned: true };

    /// <summary>The process is to end; the first reason wins.</summary>
    internal void ExitOnTurn(ExitReason reason)
    {
        if (_life == ProcessLife.Running)
        {
            Runtime.ProcessUses?.Invoke(this, true);

            // The watch may decide at the same moment; then its reason stands. The second exchange is a fence as well: a cancellation source
            // that is made now sees the new life, or is seen.
            Interlocked.CompareExchange(ref Extra.Reason, reason, null);
            Interlocked.CompareExchange(ref _life, ProcessLife.Exiting, ProcessLife.Running);
        }
    }

    /// <summary>The reason that an exception of user code stands for.</summary>
    internal ExitReason ReasonOf(Exception error) => error switch
    {
        ProcessExitException exit => exit.Reason,

        // OTP's {shutdown, Call}: who goes down with a server that was shut down ends in an orderly way too.
        CallFailedException { Failure: { } failure } when failure.Reason == ExitReason.Shutdown => new ExitReason.ShutdownWith(failure),
        OperationCanceledException when _life != ProcessLife.Running => ExitingReason ?? ExitReason.Shutdown,
        _ => new ExitReason.Crashed(error),
    };

    /// <summary>The process will never run: its name was taken, or it stands for nobody. Before it is scheduled.</summary>
    internal void Discard()
    {
        // It was in the table, so whoever stops or inspects everything may have asked it something.
        RefuseAll(_door.Close(), ExitReason.NoProcess);
        _behavior = null;
        _parent = null;
        _extra = null;
        _life = ProcessLife.Dead;
        Runtime.Table.Remove(_slot);
    }

    internal int GateEpoch => _gate.Epoch;

    /// <summary>One step on the way out. False when there is nothing to do but wait.</summary>
    private bool ExitStepOnTurn()
    {
        ProcessExtra extra = Extra;
        if (!IsUnwound)
        {
            _flags |= ProcessFlags.Unwound;
            UnwindOnTurn(extra);
            return true;
        }

        if (IsCodeRunning(extra) && !extra.IsAbandoned)
        {
            return LimitCodeOnTurn(extra);
        }

        if (extra.Owner is not null && !extra.IsAbandoned)
        {
            DisposeOwnerOnTurn(extra);
            return true;
        }

        DieOnTurn(extra);
        return true;
    }

    private bool IsUnwound => (_flags & ProcessFlags.Unwound) != 0;

    private bool IsCodeRunning(ProcessExtra extra) => _behavior!.IsInUserCode || extra.IsDisposing;

    private void UnwindOnTurn(ProcessExtra extra)
    {
        extra.ExitingSince = Runtime.Time.GetTimestamp();

        // Never on the killer's thread, and never disposed: user code may still hold the token.
        if (extra.Cancellation is { } source)
        {
            Cancel(source);
        }

        // Also when the process was taken from a stuck thread: whoever waits for the message being handled must hear of the end.
        ExitReason reason = extra.Reason!;
        _behavior!.Unwind(this, reason);
        while (extra.PendingCalls is { } call)
        {
            call.UnwindOnTurn(reason);
        }

        AnswerSuspenders();
    }

    /// <summary>Gives the code its time; at the end of it the process goes on dying without it. True when that is so already.</summary>
    private bool LimitCodeOnTurn(ProcessExtra extra)
    {
        if (!IsCodeRunning(extra) || extra.IsAbandoned)
        {
            return false;
        }

        TimeSpan limit = extra.AbandonAfter ?? Runtime.AbandonAfter;
        if (limit == TimeSpan.Zero)
        {
            MarkAbandoned();
            return true;
        }

        if (extra.AbandonAlarm is null && limit != Timeout.InfiniteTimeSpan)
        {
            extra.AbandonAlarm = Alarm.For(this, this, static cell => cell.AbandonOnTurn());
            Runtime.Timers.Start(extra.AbandonAlarm, limit);
        }

        return false;
    }

    private void AbandonOnTurn()
    {
        if (_life == ProcessLife.Exiting && IsCodeRunning(Extra))
        {
            MarkAbandoned();
        }
    }

    private void DisposeOwnerOnTurn(ProcessExtra extra)
    {
        IAsyncDisposable owner = extra.Owner!;
        extra.Owner = null;
        ValueTask disposal;
        EnterUser();
        try
        {
            disposal = owner.DisposeAsync();
        }
        catch (Exception error) // the user's code; reported below
        {
            disposal = ValueTask.FromException(error);
        }

        LeaveUser();
        RegainContextOnTurn();
        Task task = disposal.AsTask();
        extra.IsDisposing = true;
        if (task.IsCompleted)
        {
            EndDisposal(task);
            return;
        }

        task.GetAwaiter().UnsafeOnCompleted(() => EndDisposal(task));
    }

    /// <summary>In the turn, or detached when the process was abandoned meanwhile.</summary>
    private void EndDisposal(Task task)
    {
        if (task.Exception is { } error)
        {
            Runtime.Reports.OwnerDisposeFailed(Pid, error.InnerException ?? error);
        }

        if (IsAbandoned)
        {
            EndStraggler();
        }
        else
        {
            Extra.IsDisposing = false;
        }
    }

    private void DieOnTurn(ProcessExtra extra)
    {
        ExitReason reason = extra.Reason!;
        if (extra.AbandonAlarm is not null)
        {
            Runtime.Timers.Cancel(extra.AbandonAlarm);
        }

        CancelOwnTimersOnTurn(extra);
        if (!reason.IsOrderly && (_flags & ProcessFlags.EndsBySignal) == 0)
        {
            ReportCrashOnTurn(reason);
        }

        if (extra.Name is { } name)
        {
            Runtime.Names.Remove(name, this);
        }

        WithdrawAllOnTurn(extra);
        Runtime.ProcessUses?.Invoke(this, true);
        Envelope? rest = _door.Close();
        _life = ProcessLife.Leaving;
        RefuseAll(extra.Undrained, reason);
        RefuseAll(rest, reason);
        RefuseAll(_inner.First, reason);
        DetachAll(extra.FirstContinuation);
        _inner.First = null;
        _inner.Last = null;
        _inner.Count = 0;
        extra.Undrained = null;
        extra.FirstContinuation = null;
        extra.LastContinuation = null;
        while (extra.TakenCalls is { } call)
        {
            ForgetTakenCallOnTurn(call);
            call.TryFail(CallErrors.ServerEnded(call.Request, Pid, Label, reason));
        }

        foreach (Mailboxes.Waiter waiter in extra.Mailbox?.Close() ?? [])
        {
            (waiter.Envelope as CallNode)?.TryFail(CallErrors.ServerEnded(waiter.Envelope.Content!, Pid, Label, reason));
            waiter.Complete(SendResult.NoProcess);
        }
    }

    private void RefuseAll(Envelope? envelope, ExitReason reason)
    {
        while (envelope is not null)
        {
            Envelope? next = envelope.Next;
            envelope.Next = null;
            RefuseDead(envelope, reason, DeadLetterCause.ProcessEnded);
            envelope = next;
        }
    }

    /// <summary>Tells links and monitors, a slice a turn, and frees everything at the end.</summary>
    private void LeaveOnTurn()
    {
        ProcessExtra extra = Extra;
        ExitReason reason = extra.Reason!;
        int left = FanOutLimit;
        while (_links is { } link && left-- > 0)
        {
            RemoveLinkOnTurn(link);
            link.PeerOf(this).Deliver(this, new ExitEnvelope(Pid, reason, link));
        }

        while (extra.Watchers is { } watcher && left-- > 0)
        {
            RemoveWatcherOnTurn(watcher);
            watcher.Owner.Deliver(this, new DownEnvelope(watcher, Pid, reason));
        }

        while (extra.Monitors is { } monitor && left-- > 0)
        {
            ProcessTarget? target = monitor.Watched;
            ForgetMonitorOnTurn(monitor);
            target?.Deliver(this, new MonitorEnvelope(monitor, EnvelopeKind.Demonitor));
        }

        if (left <= 0)
        {
            // The door is closed, so nobody else can schedule this process.
            Runtime.Scheduler.Schedule(this, gaveWay: true);
            return;
        }

        VanishOnTurn(extra, reason);
    }

    private void VanishOnTurn(ProcessExtra extra, ExitReason reason)
    {
        DropSpareCallOnTurn();
        ProcessBehavior behavior = _behavior!;
        _behavior = null;
        _parent = null;
        _extra = null;
        _life = ProcessLife.Dead;
        Runtime.Table.Remove(_slot);
        behavior.End(this, reason);
        if (extra.Waiters is { } waiters)
        {
            foreach (TaskCompletionSource<ExitReason> waiter in waiters)
            {
                waiter.TrySetResult(reason);
            }
        }

        Runtime.ProcessEnded(Pid, reason);
    }

    private void ReportCrashOnTurn(ExitReason reason)
    {
        Runtime.Telemetry.Crashed(reason);
        if (Runtime.Reports.IsHeard(LogLevel.Error))
        {
            Runtime.Reports.Write(new Report.ProcessCrashed(
                Pid, RegisteredName, Label, Parent, reason, CurrentMessageName, MailboxLength,
                IsAbandoned ? null : DescribeStateOnTurn(), _behavior!.CurrentCaller));
        }
    }
}
