using Supervision.Calls;
using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>A process that is one asynchronous function, with selective receive.</summary>
internal sealed class BodyBehavior(Func<ProcessContext, Task> body) : ProcessBehavior
{
    private Task? _task;

    /// <summary>True from the start of the function to its end.</summary>
    private bool _isRunning;

    /// <summary>The wait that the function is in; null when it is in none.</summary>
    private ReceiveOperation? _waiting;

    /// <summary>The last wait, for reuse once its result has been taken.</summary>
    private ReceiveOperation? _spare;

    /// <summary>The call that was received last, whose caller can be taken.</summary>
    private CallNode? _lastCall;

    internal override bool IsInUserCode => _isRunning;

    internal override bool IsReceiving => _waiting is not null;

    internal override string? WaitsIn => _waiting is { } waiting ? $"ReceiveAsync<{waiting.MessageType.Name}>" : null;

    internal override string Label => CodeName.OfFunction(body.Method.Name);

    internal override void Begin(ProcessCell cell)
    {
        _isRunning = true;
        Task task;
        cell.EnterUser();
        try
        {
            task = body(new ProcessContext(cell)) ?? throw ProcessErrors.NoTask(Label);
        }
        catch (Exception error) // the user's code: what it throws is the reason it ends with
        {
            task = Task.FromException(error);
        }

        // Registered with the process as context: a body that ends in its own turn is noticed there, one that ends elsewhere is posted.
        // Before the process may turn out to belong to somebody else: then it is a straggler until the body has ended.
        _task = task;
        _isRunning = !task.IsCompleted;
        if (_isRunning)
        {
            cell.RegainContextOnTurn();
            task.GetAwaiter().UnsafeOnCompleted(() => End(cell));
        }

        cell.LeaveUser();
        if (!_isRunning)
        {
            End(cell);
        }
    }

    internal override bool Advance(ProcessCell cell)
    {
        if (_waiting is not { } waiting)
        {
            return false;
        }

        try
        {
            return Scan(cell, waiting);
        }
        // The user's predicate: a crash of this process, and the message stays where it is.
        catch (Exception error) when (error is not AbandonedTurnException)
        {
            cell.ExitOnTurn(cell.ReasonOf(error));
            return true;
        }
    }

    private bool Scan(ProcessCell cell, ReceiveOperation waiting)
    {
        Envelope? previous = waiting.LastTried;
        Envelope? envelope = previous is null ? cell.FirstOnTurn : previous.Next;
        while (envelope is not null)
        {
            // What was cancelled, flushed or dropped leaves the queue when it is met, and never becomes the mark: its successors would be lost.
            Envelope? next = envelope.Next;
            if (!envelope.HasContent || envelope.IsDropped)
            {
                cell.RemoveOnTurn(previous, envelope);
            }
            else if (!waiting.Wants(envelope))
            {
                previous = envelope;
                waiting.LastTried = envelope;
            }
            else if (cell.RemoveOnTurn(previous, envelope))
            {
                Take(cell, waiting, envelope);
                return true;
            }

            envelope = next;
        }

        if (!waiting.IsPoll)
        {
            return false;
        }

        _waiting = null;
        waiting.CompleteOnTurn(null);
        return true;
    }

    internal override void ForgetMarks()
    {
        if (_waiting is { } waiting)
        {
            waiting.LastTried = null;
        }
    }

    internal override void Unwind(ProcessCell cell, ExitReason reason)
    {
        if (_waiting is { } waiting)
        {
            _waiting = null;
            waiting.CompleteOnTurn(reason);
        }
    }

    /// <summary>Begins a wait; the queue is looked at right away.</summary>
    internal ReceiveOperation<T> Receive<T>(ProcessCell cell, Func<T, bool>? match, TimeSpan timeout)
    {
        if (_waiting is not null)
        {
            throw ProcessErrors.AlreadyReceiving(cell.Pid);
        }

        // A parked process must not keep its last message: nothing is wanted of a call that is answered.
        if (_lastCall is { IsPending: false })
        {
            _lastCall = null;
        }

        cell.ForgetAnsweredCallsOnTurn();
        ReceiveOperation<T> operation = _spare is ReceiveOperation<T> { IsTaken: true } spare ? spare : new ReceiveOperation<T>(cell);
        _spare = operation;
        operation.Begin(match, isPoll: timeout == TimeSpan.Zero);
        _waiting = operation;
        if (timeout > TimeSpan.Zero)
        {
            short version = operation.Version;
            operation.Timer = Alarm.For(cell, (this, operation, version), static x => x.Item1.TimeOut(x.operation, x.version));
            cell.Runtime.Timers.Start(operation.Timer, timeout);
        }

        return operation;
    }

    /// <summary>The node of the call message that the body received last.</summary>
    internal CallNode? CallOf(object message) =>
        _lastCall is { } call && ReferenceEquals(call.Request, message) ? call : null;

    private void Take(ProcessCell cell, ReceiveOperation waiting, Envelope envelope)
    {
        _waiting = null;
        _lastCall = envelope as CallNode;
        if (_lastCall is { } call)
        {
            cell.AddTakenCallOnTurn(call);
        }

        waiting.Accept(envelope);
        waiting.CompleteOnTurn(null);
    }

    private void TimeOut(ReceiveOperation operation, short version)
    {
        if (ReferenceEquals(_waiting, operation) && operation.Version == version)
        {
            _waiting = null;
            operation.CompleteOnTurn(null);
        }
    }

    /// <summary>In the process's turn; detached when the process was abandoned before.</summary>
    private void End(ProcessCell cell)
    {
        if (cell.IsAbandoned)
        {
            cell.EndStraggler();
            return;
        }

        _isRunning = false;
        Task task = _task!;
        cell.ExitOnTurn(
            task.IsFaulted ? cell.ReasonOf(task.Exception.InnerException!)
            : task.IsCanceled ? cell.ReasonOf(new TaskCanceledException(task))
            : ExitReason.Normal);
    }
}
