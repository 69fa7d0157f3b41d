using System.Threading.Tasks.Sources;
using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>A call from code that is no process. It is completed where the answer is decided, and the caller goes on in its own
/// context or on the pool, never inside the server's turn. Stands also for the caller of a message that was cast.</summary>
internal sealed class OutsideCall<TReply> : CallNode<TReply>, IThreadPoolWorkItem
{
    /// <summary>The object of the last call whose result was taken on this thread: the next call begins there as a rule.</summary>
#pragma warning disable RS0030 // A call from outside is no process's: the thread is all that two in a row have in common.
    [ThreadStatic]
#pragma warning restore RS0030
    private static OutsideCall<TReply>? _spare;

    private ProcessRuntime _runtime = null!;
    private CancellationTokenRegistration _registration;
    private bool _isRegistered;
    private SynchronizationContext? _context;

    /// <summary>Who handles the message that was cast; nobody for a call.</summary>
    private Pid _castTo;

    /// <summary>A call from outside; in the object of an earlier one, where there is one to use again.</summary>
    internal static OutsideCall<TReply> Of(ProcessRuntime runtime, ProcessTarget? server, object request)
    {
        OutsideCall<TReply> call = _spare ?? new();
        _spare = null;
        call._runtime = runtime;
        call.Rearm(server, request);
        return call;
    }

    /// <summary>The caller of a call message that was cast: whatever it is answered is counted and reaches nobody.</summary>
    internal static OutsideCall<TReply> ForCast(ProcessRuntime runtime, ProcessTarget? server, object request)
    {
        OutsideCall<TReply> call = new() { _runtime = runtime, _castTo = new Pid(server) };
        call.Rearm(server, request);
        call.TryAbandon(new CallFailure(CallFailureCause.NoProcess, ExitReason.NoProcess, "The message was cast."));
        return call;
    }

    internal void TimeOutAfter(TimeSpan limit)
    {
        Limit = limit;
        Timer ??= new CallTimer(this);
        _runtime.Timers.Renew(Timer, limit);
    }

    internal void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _isRegistered = true;
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((OutsideCall<TReply>)state!).Cancel(token), this);
        }
    }

    internal override void UnwindOnTurn(ExitReason reason) => throw new System.Diagnostics.UnreachableException();

    internal override void Complete()
    {
        // Before the caller can see that the call is complete: then the object is the caller's.
        bool isStopped = StopTimer();
        IsLetGo = (!_isRegistered || _registration.Unregister()) && isStopped;
        if (TryComplete(out bool awaited) && awaited)
        {
            Continue();
        }
    }

    private protected override void Keep()
    {
        _isRegistered = false;
        _registration = default;
        _context = null;

        // A thread must not keep a runtime that nobody else has any more.
        _runtime = null!;
        ForgetServer();
        if (_spare is null)
        {
            _spare = this;
        }
        else
        {
            Timer?.Drop();
        }
    }

    /// <summary>The caller goes on, on a thread of the pool.</summary>
    public void Execute() => Resume();

    private protected override void SendBack() => Complete();

    private protected override void SendBackAside() => Complete();

    private protected override void ReportLate(object? reply) =>
        _runtime.Reports.Write(_castTo, null, reply, _castTo == Pid.None ? DeadLetterCause.LateReply : DeadLetterCause.NoCaller);

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
            _runtime.Scheduler.RunDetached(callback, state);
        }
    }

    private void Continue()
    {
        if (_context is { } context)
        {
            context.Post(static call => ((OutsideCall<TReply>)call!).Resume(), this);
        }
        else
        {
            _runtime.Scheduler.RunDetached(this);
        }
    }

    private void Cancel(CancellationToken token)
    {
        // Only the winner completes the caller, so the token is in place before anybody looks at it.
        if (TryAbandon(new CallFailure(CallFailureCause.Timeout, ExitReason.Normal, CallErrors.Cancelled)))
        {
            Cancelled = token;
            Complete();
        }
    }
}
