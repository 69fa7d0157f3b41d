using System.Runtime.CompilerServices;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Servers;

namespace Supervision;

/// <summary>The loop: takes messages and runs callbacks.</summary>
public abstract partial class GenServer<TMessage>
{
    private ProcessCell? _cell;
    private ProcessContext? _context;

    /// <summary>What is being handled; null between messages.</summary>
    private Envelope? _current;

    /// <summary>The callback that has not ended; null when none runs.</summary>
    private Task? _task;

    /// <summary>Whoever waits for the start; null once told.</summary>
    private ServerStart? _start;

    private ServerNext? _next;
    private ServerPhase _phase;

    /// <summary>True when the callback in <see cref="_task"/> has ended and nobody has looked at it yet.</summary>
    private bool _hasEnded;

    internal override bool IsInUserCode => _task is not null && !_hasEnded;

    internal override bool HandlesStop => true;

    internal override bool TakesInOrder => true;

    internal override object? CurrentMessage => _current is { } current and not StopRequest ? current.Content : null;

    internal override Pid CurrentCaller => (_current as CallNode)?.Caller ?? Pid.None;

    internal override bool IsStarting => _start is not null;

    internal override string Label => CodeName.Of(GetType());

    private protected ProcessCell Cell => _cell ?? throw ProcessErrors.NotStarted(GetType().Name);

    private protected ServerNext Next => _next ??= new ServerNext();

    internal override object? DescribeState() => Describe();

    internal override void Begin(ProcessCell cell)
    {
        _cell = cell;
        cell.EnterUser();
        ValueTask<InitResult> init;
        try
        {
            init = InitAsync();
        }
        catch (Exception error) // the user's code: what it throws is the reason it ends with
        {
            init = ValueTask.FromException<InitResult>(error);
        }

        Task? pending = init.IsCompletedSuccessfully ? null : init.AsTask();
        LeaveUser(pending);
        if (pending is null)
        {
#pragma warning disable VSTHRD002 // It has completed.
            EndInit(init.Result);
#pragma warning restore VSTHRD002
        }
        else
        {
            Await(pending);
        }
    }

    internal override bool Conclude(ProcessCell cell)
    {
        if (_task is { } task)
        {
            if (!_hasEnded)
            {
                return false;
            }

            _task = null;
            _hasEnded = false;
            EndCallback(task);
            return true;
        }

        if (_phase == ServerPhase.Idle && _next is { HasContinue: true } next)
        {
            object? argument = next.ContinueArgument;
            next.HasContinue = false;
            next.ContinueArgument = null;
            Run(static (server, given) => server.ContinueAsync(given), argument);
            return true;
        }

        return false;
    }

    internal override bool Advance(ProcessCell cell)
    {
        if (Conclude(cell))
        {
            return true;
        }

        if (_phase != ServerPhase.Idle)
        {
            return false;
        }

        if (cell.TakeFirstOnTurn() is { } envelope)
        {
            Dispatch(envelope);
            return true;
        }

        if (_next is { IsTimeoutDue: true })
        {
            ForgetTimeout();
            Run(static (server, _) => server.HandleSignalAsync(new Signal.Timeout()), null);
            return true;
        }

        return false;
    }

    internal override void Unwind(ProcessCell cell, ExitReason reason) => KeepCaller();

    internal override void End(ProcessCell cell, ExitReason reason)
    {
        _start?.Ended(reason);
        _start = null;
    }

    /// <summary>Before the process begins: who waits for it.</summary>
    internal void StartFor(ServerStart start)
    {
        if (_start is not null || _cell is not null)
        {
            throw ProcessErrors.NoInstance(GetType().Name);
        }

        _start = start;
    }

    private protected void Dispatch(Envelope envelope)
    {
        if (_next is not null)
        {
            ForgetTimeout();
        }

        _current = envelope;
        if (typeof(TMessage).IsValueType && envelope is ValueMessage<TMessage> value)
        {
            Handle(value.Value);
            return;
        }

        // Nearly everything is one of these two, which costs less to see than that it is none of the others.
        if (envelope.GetType() == typeof(PlainMessage) && Unsafe.As<PlainMessage>(envelope).Message is TMessage plain)
        {
            Handle(plain);
            return;
        }

        if (MeetsFault(envelope))
        {
            return;
        }

        if (TraceOf(envelope) is { } trace)
        {
            DispatchInActivity(envelope, trace);
        }
        else
        {
            DispatchContent(envelope);
        }
    }

    /// <summary>The hot path: one message, no closure.</summary>
    private void Handle(TMessage message)
    {
        _phase = ServerPhase.Handle;
        _cell!.EnterUser();
        ValueTask handling;
        try
        {
            handling = HandleAsync(message);
        }
        catch (Exception error) // the user's code: what it throws is the reason it ends with
        {
            LeaveUser(null);
            EndCallback(error);
            return;
        }

        Await(handling);
    }

    /// <summary>User code has returned; what it returned may go on.</summary>
    private void Await(ValueTask callback)
    {
        if (callback.IsCompletedSuccessfully)
        {
            LeaveUser(null);
            callback.GetAwaiter().GetResult();
            EndCallback((Exception?)null);
        }
        else
        {
            Task task = callback.AsTask();
            LeaveUser(task);
            Await(task);
        }
    }

    private void Await(Task task)
    {
        if (task.IsCompleted)
        {
            EndCallback(task);
            return;
        }

        _task = task;
        _cell!.RegainContextOnTurn();

        // Registered with the process as context: a callback that ends in its own turn is noticed there, one that ends elsewhere is
        // posted.
        task.GetAwaiter().UnsafeOnCompleted(CallbackEnded);
    }

    /// <summary>In the turn, or detached when the process was abandoned. Only takes note: user code may still be on the stack.</summary>
    private void CallbackEnded()
    {
        if (_cell!.IsAbandoned)
        {
            _cell.EndStraggler();
        }
        else
        {
            _hasEnded = true;
        }
    }

    /// <summary>Looks at the ended task and never rethrows: an exception costs microseconds for each frame it passes.</summary>
    private void EndCallback(Task task)
    {
        Exception? error = task switch
        {
            { IsFaulted: true } => task.Exception.InnerException,
            { IsCanceled: true } => new TaskCanceledException(task),
            _ => null,
        };
        if (_phase == ServerPhase.Init && error is null)
        {
#pragma warning disable VSTHRD002 // The task has ended.
            EndInit(((Task<InitResult>)task).Result);
#pragma warning restore VSTHRD002
        }
        else
        {
            EndCallback(error);
        }
    }

    private void EndCallback(Exception? error)
    {
        switch (_phase)
        {
            case ServerPhase.Init:
                EndWith(_cell!.ReasonOf(error!));
                break;
            case ServerPhase.Terminate:
                EndTerminate(error);
                break;
            case ServerPhase.Handle when error is not null:
                EndActivity(error);
                Terminate(_cell!.ReasonOf(error), error);
                break;
            default:
                EndHandling();
                break;
        }
    }

    private void EndInit(InitResult result)
    {
        switch (result.Outcome)
        {
            case InitOutcome.Ignore:
                _start?.TrySetResult(new StartResult.Ignored());
                EndWith(ExitReason.Normal);
                return;
            case InitOutcome.Fail:
                _start?.TrySetResult(new StartResult.Failed(result.Reason!));
                EndWith(ExitReason.Normal);
                return;
            case InitOutcome.Stop:
                EndWith(result.Reason!);
                return;
            case InitOutcome.Continue:
                Continue(result.Argument);
                break;
        }

        if (_start?.Started(_cell!) != false)
        {
            _start = null;
        }

        EndHandling();
    }

    private void EndHandling()
    {
        _phase = ServerPhase.Idle;
        if (_next is { } next)
        {
            EndActivity(null);
            if (next.StopReason is { } reason)
            {
                next.StopReason = null;
                Terminate(reason);
                return;
            }

            next.CallbackReturned?.Invoke();
            ArmTimeout(next);
        }

        EndCall();
    }

    private void Terminate(ExitReason reason, Exception? crash = null)
    {
        if (crash is not null)
        {
            // What was staged is not sent: the caller learns of the crash.
            KeepCaller();
        }

        Next.EndReason = reason;
        ForgetTimeout();
        Run(static (server, given) => server.TerminateAsync((ExitReason)given!), reason, ServerPhase.Terminate);
    }

    private protected void Run(Func<GenServer<TMessage>, object?, ValueTask> callback, object? argument, ServerPhase phase = ServerPhase.Handle)
    {
        _phase = phase;
        _cell!.EnterUser();
        ValueTask running;
        try
        {
            running = callback(this, argument);
        }
        catch (Exception error) // the user's code: what it throws is the reason it ends with
        {
            running = ValueTask.FromException(error);
        }

        _cell.RegainContextOnTurn();
        Await(running);
    }

    private void EndTerminate(Exception? error)
    {
        CommitOrKeepCaller();
        EndWith(error is null ? Next.EndReason! : _cell!.ReasonOf(error));
    }

    private void EndWith(ExitReason reason)
    {
        _phase = ServerPhase.Ended;
        _cell!.ExitOnTurn(reason);
    }
}
