using System.Threading.Tasks.Sources;
using Supervision.Processes;

namespace Supervision.Calls;

/// <summary>A call whose reply has a type. It is itself what the caller awaits.</summary>
internal abstract class CallNode<TReply>(ProcessTarget? server, object request)
    : CallNode(server, request), IValueTaskSource<TReply>, IValueTaskSource<CallResult<TReply>>
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

    internal override object? Answer => Failure is null ? _reply : null;

    internal override bool CommitStaged()
    {
        if (_staged)
        {
            // What was staged is already in place; a caller that has given up meanwhile makes this late.
            Reply(_reply);
        }

        return _staged;
    }

    TReply IValueTaskSource<TReply>.GetResult(short token)
    {
        ThrowIfEnded();
        return Failure is null ? _reply : throw CallErrors.Failed(new Pid(Server), Failure);
    }

    CallResult<TReply> IValueTaskSource<CallResult<TReply>>.GetResult(short token)
    {
        ThrowIfEnded();
        return Failure is null ? new CallResult<TReply>(_reply) : new CallResult<TReply>(new Pid(Server), Failure);
    }

    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token) =>
        IsCompleted ? EndedStatus ?? (Failure is null ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Faulted) : ValueTaskSourceStatus.Pending;

    ValueTaskSourceStatus IValueTaskSource<CallResult<TReply>>.GetStatus(short token) =>
        IsCompleted ? EndedStatus ?? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _continuationState = state;
        CaptureContext(flags);
        object? before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (before is not null)
        {
            if (!ReferenceEquals(before, AlreadyCompleted))
            {
                throw new InvalidOperationException("The result of a call was awaited twice. Await it once, or call AsTask() first.");
            }

            ContinueLate(continuation, state);
        }
    }

    internal override void Resume() => ((Action<object?>)_continuation!)(_continuationState);

    /// <summary>True once the caller may go on.</summary>
    private bool IsCompleted => _completed;

    /// <summary>Remembers where the outside caller wants to go on.</summary>
    private protected virtual void CaptureContext(ValueTaskSourceOnCompletedFlags flags)
    {
    }

    /// <summary>The caller began to await after the call was complete.</summary>
    private protected abstract void ContinueLate(Action<object?> continuation, object? state);

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

    private void ThrowIfEnded()
    {
        if (Unwound is { } reason)
        {
            throw new ProcessExitException(reason);
        }

        Cancelled.ThrowIfCancellationRequested();
    }
}
