using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>A call that a process makes. It comes back through the caller's door and the caller goes on in its own turn, whatever
/// its <c>ConfigureAwait</c> says.</summary>
internal sealed class ProcessCall<TReply> : CallNode<TReply>
{
    private readonly ProcessCell _caller;
    private CancellationTokenRegistration _registration;
    private bool _isRegistered;

    private ProcessCall(ProcessCell caller) => _caller = caller;

    internal override Pid Caller => _caller.Pid;

    /// <summary>A call of a process; in the object of an earlier one, where there is one to use again.</summary>
    internal static ProcessCall<TReply> Of(ProcessCell caller, ProcessTarget? server, object request)
    {
        ProcessCall<TReply> call = caller.TakeSpareCallOnTurn<ProcessCall<TReply>>() ?? new(caller);
        call.Rearm(server, request);
        return call;
    }

    internal void TimeOutAfter(TimeSpan limit)
    {
        Limit = limit;
        Timer ??= new CallAlarm<TReply>(_caller, this);
        _caller.Runtime.Timers.Renew(Timer, limit);
    }

    internal void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _isRegistered = true;

            // Into the caller's own door: the token may be cancelled on any thread.
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    ProcessCall<TReply> call = (ProcessCall<TReply>)state!;
                    Signals.Alarm.For(call._caller, (call, token), static x => x.call.CancelOnTurn(x.token)).Fire();
                },
                this);
        }
    }

    internal void TimeOutOnTurn()
    {
        if (TryAbandon(CallStart.TimeoutOf(this)))
        {
            CompleteAside();
        }
    }

    /// <summary>Fails before anything was sent.</summary>
    internal void FailOnTurn(CallFailure failure)
    {
        TryAbandon(failure);
        CompleteAside();
    }

    internal override void UnwindOnTurn(ExitReason reason)
    {
        Unwound = reason;
        TryAbandon(new CallFailure(CallFailureCause.NoProcess, reason, CallErrors.CallerEnds));
        CompleteAside();
    }

    internal override void Complete()
    {
        if (TryCompleteOnTurn())
        {
            _caller.AppendContinuationOnTurn(this);
        }
    }

    /// <summary>Completes the caller while the node itself may be in the server's queue, or in a door on its way back: it is not the
    /// caller's to put into a list.</summary>
    private void CompleteAside()
    {
        if (TryCompleteOnTurn())
        {
            _caller.AppendContinuationOnTurn(new Signals.Continuation(static call => ((ProcessCall<TReply>)call!).Resume(), this));
        }
    }

    private bool TryCompleteOnTurn()
    {
        if (IsOver)
        {
            return false;
        }

        // Before the caller can see that the call is complete.
        bool isStopped = _caller.ForgetPendingCallOnTurn(this);
        IsLetGo = (!_isRegistered || _registration.Unregister()) && isStopped;
        TryComplete(out bool awaited);
        return awaited;
    }

    /// <summary>Only in a turn of the caller's: its result may be taken elsewhere.</summary>
    private protected override void Keep()
    {
        _isRegistered = false;
        _registration = default;
        if (_caller.IsOnTurn)
        {
            _caller.KeepSpareCallOnTurn(this);
        }
        else
        {
            Timer?.Drop();
        }
    }

    private protected override void SendBack()
    {
        Kind = EnvelopeKind.Reply;
        _caller.Deliver(ProcessTarget.Caller, this);
    }

    private protected override void SendBackAside() =>
        Signals.Alarm.For(_caller, this, static call => call.CompleteAside()).Fire();

    private protected override void ReportLate(object? reply) =>
        _caller.Runtime.Reports.Write(new Pid(_caller), null, reply, DeadLetterCause.LateReply);

    private protected override void ContinueLate(Action<object?> continuation, object? state) =>
        _caller.Post(new SendOrPostCallback(continuation), state);

    private void CancelOnTurn(CancellationToken token)
    {
        if (TryAbandon(new CallFailure(CallFailureCause.Timeout, ExitReason.Normal, CallErrors.Cancelled)))
        {
            Cancelled = token;
            CompleteAside();
        }
    }
}
