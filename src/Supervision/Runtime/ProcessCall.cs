using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>A call that a process makes. It comes back through the caller's door and the caller goes on in its own turn, whatever
/// its <c>ConfigureAwait</c> says.</summary>
internal sealed class ProcessCall<TReply>(ProcessCell caller, ProcessTarget? server, object request)
    : CallNode<TReply>(server, request)
{
    private CancellationTokenRegistration _registration;

    internal override Pid Caller => caller.Pid;

    internal void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            // Into the caller's own door: the token may be cancelled on any thread.
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    ProcessCall<TReply> call = (ProcessCall<TReply>)state!;
                    Signals.Alarm.For(call.Owner, (call, token), static x => x.call.CancelOnTurn(x.token)).Fire();
                },
                this);
        }
    }

    internal void TimeOutOnTurn(TimeSpan after)
    {
        if (TryAbandon(CallStart.TimeoutOf(this, after)))
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
        TryAbandon(new CallFailure(CallFailureCause.NoProcess, reason, "The caller ends."));
        CompleteAside();
    }

    internal override void Complete()
    {
        if (TryCompleteOnTurn())
        {
            caller.AppendContinuationOnTurn(this);
        }
    }

    /// <summary>Completes the caller while the node itself may be in the server's queue, or in a door on its way back: it is not the
    /// caller's to put into a list.</summary>
    private void CompleteAside()
    {
        if (TryCompleteOnTurn())
        {
            caller.AppendContinuationOnTurn(new Signals.Continuation(static call => ((ProcessCall<TReply>)call!).Resume(), this));
        }
    }

    private bool TryCompleteOnTurn()
    {
        if (!TryComplete(out bool awaited))
        {
            return false;
        }

        caller.ForgetPendingCallOnTurn(this);
        _registration.Unregister();
        return awaited;
    }

    private ProcessCell Owner => caller;

    private protected override void SendBack()
    {
        Kind = EnvelopeKind.Reply;
        caller.Deliver(ProcessTarget.Caller, this);
    }

    private protected override void SendBackAside() =>
        Signals.Alarm.For(caller, this, static call => call.CompleteAside()).Fire();

    private protected override void ReportLate(object? reply) =>
        caller.Runtime.Reports.Write(new Pid(caller), null, reply, DeadLetterCause.LateReply);

    private protected override void ContinueLate(Action<object?> continuation, object? state) =>
        caller.Post(new SendOrPostCallback(continuation), state);

    private void CancelOnTurn(CancellationToken token)
    {
        if (TryAbandon(new CallFailure(CallFailureCause.Timeout, ExitReason.Normal, "Cancelled.")))
        {
            Cancelled = token;
            CompleteAside();
        }
    }
}
