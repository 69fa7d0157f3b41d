using System.Threading.Tasks.Sources;
using Supervision.Processes;

namespace Supervision.Calls;

/// <summary>A call whose reply has a type. It is itself what the caller awaits.</summary>
internal abstract class CallNode<TReply> : CallNode, IValueTaskSource<TReply>, IValueTaskSource<CallResult<TReply>>
{
    private static readonly object AlreadyCompleted = new();

    /// <summary>Null: nobody awaits yet; <see cref="AlreadyCompleted"/>: it completed before; otherwise how the caller goes on. Exchanged.</summary>
    private object? _continuation;

    private object? _continuationState;

    /// <summary>Written once, where the caller is completed.</summary>
    private volatile bool _completed;

    /// <summary>Written by the replier before the state says so, or by the server's turn when staged.</summary>
    private TReply _reply = default!;

    /// <summary>True when the server's callback has replied and has not returned yet. Server only.</summary>
    private bool _staged;

    /// <summary>True when the reply is sent by a callback that has kept the caller to itself: the server forgets the node with that. Written
    /// before the node goes back.</summary>
    private bool _isForgotten;

    /// <summary>Why the wait ended without an answer although nobody decided the call: the caller's process must end.</summary>
    private protected ExitReason? Unwound { get; set; }

    /// <summary>The token with which the caller gave up; default when it did not.</summary>
    private protected CancellationToken Cancelled { get; set; }

    /// <summary>Answers, at once.</summary>
    internal bool Reply(TReply reply)
    {
        if (!TryBeginWrite())
        {
            ReportLate(reply);
            return false;
        }

        _reply = reply;
        EndWrite();
        SendBack();
        return true;
    }

    /// <summary>Answers, when the server has forgotten the node and nobody else can have kept it: the caller may use it again.</summary>
    internal void ReplyAndForget(TReply reply)
    {
        _isForgotten = true;
        Reply(reply);
    }

    /// <summary>Keeps the reply until the server's callback returns. A second one is told as late. Server's turn.</summary>
    internal void Stage(TReply reply)
    {
        if (_staged)
        {
            ReportLate(reply);
            return;
        }

        _staged = true;
        _reply = reply;
    }

    /// <summary>A timer rests in the queue only if the caller will take the result and keep the node: it awaits already.</summary>
    internal override bool StopTimer()
    {
        bool hadNone = Limit == Timeout.InfiniteTimeSpan;
        return Timer is null
            || (_isForgotten && Volatile.Read(ref _continuation) is not null ? hadNone || Timer.Rest() : Timer.Drop() || hadNone);
    }

    internal override object? Answer => Failure is null ? _reply : null;

    internal override bool CommitStaged()
    {
        if (!_staged)
        {
            return false;
        }

        // What was staged is already in place; a caller that has given up meanwhile makes this late. Nothing of the node may be touched
        // afterwards: the caller may have begun its next call with it.
        ReplyAndForget(_reply);
        return true;
    }

    TReply IValueTaskSource<TReply>.GetResult(short token)
    {
        CheckComplete(token);
        ThrowIfEnded();
        return Failure is null ? TakeReply() : throw CallErrors.Failed(new Pid(Server), Failure);
    }

    CallResult<TReply> IValueTaskSource<CallResult<TReply>>.GetResult(short token)
    {
        CheckComplete(token);
        ThrowIfEnded();
        return Failure is null ? new CallResult<TReply>(TakeReply()) : new CallResult<TReply>(new Pid(Server), Failure);
    }

    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token)
    {
        CheckVersion(token);
        return !IsCompleted ? ValueTaskSourceStatus.Pending
            : EndedStatus ?? (Failure is null ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Faulted);
    }

    ValueTaskSourceStatus IValueTaskSource<CallResult<TReply>>.GetStatus(short token)
    {
        CheckVersion(token);
        return IsCompleted ? EndedStatus ?? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        CheckVersion(token);
        _continuationState = state;
        CaptureContext(flags);
        object? before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (before is not null)
        {
            if (!ReferenceEquals(before, AlreadyCompleted))
            {
                throw CallErrors.AwaitedTwice();
            }

            ContinueLate(continuation, state);
        }
    }

    internal override void Resume() => ((Action<object?>)_continuation!)(_continuationState);

    /// <summary>Takes the object for another call.</summary>
    private protected new void Rearm(ProcessTarget? server, object request)
    {
        _continuation = null;
        _continuationState = null;
        _completed = false;
        _staged = false;
        _isForgotten = false;
        base.Rearm(server, request);
    }

    /// <summary>Nobody but the caller has the node any more: it may keep it for its next call.</summary>
    private protected abstract void Keep();

    /// <summary>Whether the timer was stopped in time and the token let go, so that neither has the node any more.</summary>
    private protected bool IsLetGo { get; set; }

    /// <summary>True once the caller may go on. Whoever completes the call has done with the node then, unless somebody awaits it: the mark
    /// in <see cref="_continuation"/> is the last that it writes.</summary>
    private bool IsCompleted => _completed && Volatile.Read(ref _continuation) is not null;

    /// <summary>Remembers where the outside caller wants to go on.</summary>
    private protected virtual void CaptureContext(ValueTaskSourceOnCompletedFlags flags)
    {
    }

    /// <summary>The caller began to await after the call was complete.</summary>
    private protected abstract void ContinueLate(Action<object?> continuation, object? state);

    /// <summary>True once the call was completed, for whoever completes it.</summary>
    private protected bool IsOver => _completed;

    /// <summary>Marks the call complete. True: somebody awaits it and must go on.</summary>
    private protected bool TryComplete(out bool awaited)
    {
        awaited = false;
        if (_completed)
        {
            return false;
        }

        _completed = true;
        awaited = Interlocked.CompareExchange(ref _continuation, AlreadyCompleted, null) is not null;
        return true;
    }

    private ValueTaskSourceStatus? EndedStatus =>
        Unwound is not null ? ValueTaskSourceStatus.Faulted
        : Cancelled.IsCancellationRequested ? ValueTaskSourceStatus.Canceled
        : null;

    private TReply TakeReply()
    {
        TReply reply = _reply;
        if (_isForgotten && IsLetGo)
        {
            _reply = default!;
            _continuationState = null;
            Disarm();
            Keep();
        }

        return reply;
    }

    private void CheckComplete(short token)
    {
        CheckVersion(token);
        if (!IsCompleted)
        {
            throw CallErrors.TakenTooEarly();
        }
    }

    private void CheckVersion(short token)
    {
        if (token != Version)
        {
            throw CallErrors.AwaitedTwice();
        }
    }

    private void ThrowIfEnded()
    {
        if (Unwound is { } reason)
        {
            throw new ProcessExitException(reason);
        }

        Cancelled.ThrowIfCancellationRequested();
    }
}
