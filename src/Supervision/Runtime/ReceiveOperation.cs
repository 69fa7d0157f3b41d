using System.Threading.Tasks.Sources;
using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>
/// One wait of a body for a message that it wants. The object is reused by the next wait for the same type; the version tells the waits
/// apart. It is an envelope, so that a wait that is over can queue itself to be continued without an allocation.
/// </summary>
internal abstract class ReceiveOperation(ProcessCell cell) : Envelope
{
    private static readonly object AlreadyCompleted = new();

    /// <summary>Null: nobody awaits yet; <see cref="AlreadyCompleted"/>: completed before anybody did; otherwise how to go on. Exchanged,
    /// because user code may begin to await on any thread.</summary>
    private object? _continuation;

    private object? _state;
    private short _version;
    private volatile bool _isDone;

    /// <summary>The last message that was tried; those up to it need no second look.</summary>
    internal Envelope? LastTried { get; set; }

    /// <summary>Ends the wait without a message; null without a limit.</summary>
    internal Alarm? Timer { get; set; }

    internal short Version => _version;

    /// <summary>True when whoever awaited the wait has its result: until then it may still be queued to be continued.</summary>
    internal bool IsTaken { get; private protected set; }

    /// <summary>True when the wait is over as soon as the mailbox has been looked through.</summary>
    internal bool IsPoll { get; private protected set; }

    private protected ProcessCell Cell => cell;

    /// <summary>Set when the wait ended because the process must.</summary>
    private protected ExitReason? Unwound { get; private set; }

    /// <summary>What is waited for.</summary>
    internal abstract Type MessageType { get; }

    /// <summary>Whether this message is wanted. Runs the user's predicate.</summary>
    internal abstract bool Wants(Envelope envelope);

    /// <summary>The message that was wanted has been taken from the queue.</summary>
    internal abstract void Accept(Envelope envelope);

    internal override void Resume()
    {
        Action<object?> continuation = (Action<object?>)_continuation!;
        continuation(_state);
    }

    /// <summary>The wait is over: by a message, by time, or because the process must end.</summary>
    internal void CompleteOnTurn(ExitReason? unwound)
    {
        Unwound = unwound;
        LastTried = null;
        if (Timer is { } timer)
        {
            Timer = null;
            cell.Runtime.Timers.Cancel(timer);
        }

        _isDone = true;
        if (Interlocked.CompareExchange(ref _continuation, AlreadyCompleted, null) is not null)
        {
            cell.AppendContinuationOnTurn(this);
        }
    }

    private protected void Restart()
    {
        _version++;
        _continuation = null;
        _state = null;
        _isDone = false;
        IsTaken = false;
        Unwound = null;
    }

    private protected ValueTaskSourceStatus Status(short token)
    {
        CheckVersion(token);
        return !_isDone ? ValueTaskSourceStatus.Pending
            : Unwound is null ? ValueTaskSourceStatus.Succeeded
            : ValueTaskSourceStatus.Faulted;
    }

    private protected void Register(Action<object?> continuation, object? state, short token)
    {
        CheckVersion(token);
        _state = state;
        object? before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (before is null)
        {
            return;
        }

        if (!ReferenceEquals(before, AlreadyCompleted))
        {
            throw ProcessErrors.AwaitedTwice();
        }

        cell.Post(new SendOrPostCallback(continuation), state);
    }

    private protected void CheckDone(short token)
    {
        CheckVersion(token);
        if (!_isDone)
        {
            throw ProcessErrors.ReceivedTooEarly();
        }
    }

    private protected void CheckVersion(short token)
    {
        if (token != _version)
        {
            throw ProcessErrors.AwaitedTwice();
        }
    }
}
