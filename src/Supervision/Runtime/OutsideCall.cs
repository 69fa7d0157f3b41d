using System.Threading.Tasks.Sources;
using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>A call from code that is no process. It is completed where the answer is decided, and the caller goes on in its own
/// context or on the pool, never inside the server's turn. Stands also for the caller of a message that was cast.</summary>
internal sealed class OutsideCall<TReply>(ProcessRuntime runtime, ProcessTarget? server, object request)
    : CallNode<TReply>(server, request)
{
    private CancellationTokenRegistration _registration;
    private SynchronizationContext? _context;

    /// <summary>Who handles the message that was cast; nobody for a call.</summary>
    private Pid _castTo;

    /// <summary>The caller of a call message that was cast: whatever it is answered is counted and reaches nobody.</summary>
    internal static OutsideCall<TReply> ForCast(ProcessRuntime runtime, ProcessTarget? server, object request)
    {
        OutsideCall<TReply> call = new(runtime, server, request) { _castTo = new Pid(server) };
        call.TryAbandon(new CallFailure(CallFailureCause.NoProcess, ExitReason.NoProcess, "The message was cast."));
        return call;
    }

    internal void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((OutsideCall<TReply>)state!).Cancel(token), this);
        }
    }

    internal override void UnwindOnTurn(ExitReason reason) => throw new System.Diagnostics.UnreachableException();

    internal override void Complete()
    {
        if (!TryComplete(out bool awaited))
        {
            return;
        }

        if (Timer is { } timer)
        {
            runtime.Timers.Cancel(timer);
        }

        _registration.Unregister();
        if (awaited)
        {
            ContinueLate(static state => ((OutsideCall<TReply>)state!).Resume(), this);
        }
    }

    private protected override void SendBack() => Complete();

    private protected override void SendBackAside() => Complete();

    private protected override void ReportLate(object? reply) =>
        runtime.Reports.Write(_castTo, null, reply, _castTo == Pid.None ? DeadLetterCause.LateReply : DeadLetterCause.NoCaller);

    private protected override void CaptureContext(ValueTaskSourceOnCompletedFlags flags)
    {
        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
        {
            _context = SynchronizationContext.Current;
        }
    }

    private protected override void ContinueLate(Action<object?> continuation, object? state)
    {
        SendOrPostCallback callback = new(continuation);
        if (_context is { } context)
        {
            context.Post(callback, state);
        }
        else
        {
            runtime.Scheduler.RunDetached(callback, state);
        }
    }

    private void Cancel(CancellationToken token)
    {
        // Only the winner completes the caller, so the token is in place before anybody looks at it.
        if (TryAbandon(new CallFailure(CallFailureCause.Timeout, ExitReason.Normal, "Cancelled.")))
        {
            Cancelled = token;
            Complete();
        }
    }
}
