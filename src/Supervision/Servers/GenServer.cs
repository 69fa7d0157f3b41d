using Supervision.Calls;
using Supervision.Runtime;
using Supervision.Servers;

namespace Supervision;

/// <summary>A server: a process with state that handles one message at a time. Derive from it; each start needs a new instance.</summary>
/// <typeparam name="TMessage">The base type of its messages, usually an abstract record. Those that are calls implement
/// <see cref="ICall{TMessage, TReply}"/>.</typeparam>
/// <remarks>
/// <para>Callbacks are never called at the same time, and while one awaits no other message is handled. What a callback throws ends the
/// server: nothing is swallowed. The fields of the instance are the state; a restart begins with a new instance.</para>
/// <para>Which callbacks run when the server ends: <see cref="TerminateAsync"/> runs after <see cref="Stop"/>, after a callback has thrown, after
/// <c>StopAsync</c> of its reference, and when the parent ends it while it traps exits. It does not run when the initialisation
/// failed, when the server is killed, or when an exit signal reaches it while it does not trap exits. So a server with something to
/// save sets <see cref="ProcessOptions.TrapExits"/>.</para>
/// <para><b>From:</b> its members work inside the server's own callbacks.</para>
/// <para><b>OTP:</b> gen_server. Differs: state is in fields; replies are typed; see DIFFERENCES.md.</para>
/// </remarks>
public abstract partial class GenServer<TMessage> : ProcessBehavior
    where TMessage : notnull
{
    /// <summary>For derived classes. The process does not exist yet: use <see cref="InitAsync"/> for what needs it.</summary>
    protected GenServer()
    {
    }

    /// <summary>What the process can do: links, monitors, timers, spawning.</summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    protected ProcessContext Context => _context ??= new ProcessContext(Cell);

    /// <summary>The server's own pid.</summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    protected Pid Self => Cell.Pid;

    /// <summary>A handle of this incarnation, to give to others.</summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    protected ServerRef<TMessage> SelfRef => new(Cell);

    /// <summary>Cancelled when the server is told to end. Pass it to everything that can take long.</summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    protected CancellationToken Stopping => Cell.CancellationToken;

    /// <summary>Initialises the server, in its process. Whoever starts it waits for this; a supervisor starts the next child only after it. Keep it
    /// short and do the rest in <see cref="ContinueAsync"/>; there, and not here, it may ask its own supervisor, which waits for this.</summary>
    /// <returns>How it ended; by default <see cref="InitResult.Ok"/>. An exception fails the start.</returns>
    /// <remarks><para><b>OTP:</b> init/1; no difference.</para></remarks>
    protected virtual ValueTask<InitResult> InitAsync() => new(InitResult.Ok);

    /// <summary>Called before any further message, after <see cref="InitResult.Continue"/> or <see cref="Continue"/>.</summary>
    /// <param name="argument">What was given there.</param>
    /// <returns>Completes when done.</returns>
    /// <remarks><para><b>OTP:</b> handle_continue/2; no difference.</para></remarks>
    protected virtual ValueTask ContinueAsync(object? argument) => throw ServerErrors.NotImplemented(GetType(), nameof(ContinueAsync));

    /// <summary>Handles one message, call or cast. Answer a call with <see cref="Reply{TReply}"/>.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Completes when done; the next message waits for it.</returns>
    /// <remarks><para><b>OTP:</b> handle_call/3 and handle_cast/2; no difference.</para></remarks>
    protected abstract ValueTask HandleAsync(TMessage message);

    /// <summary>Handles what the runtime puts into the mailbox: exit signals while trapping, down notices, the timeout.</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>Completes when done. By default the signal is ignored.</returns>
    /// <remarks><para><b>OTP:</b> handle_info/2; no difference.</para></remarks>
    protected virtual ValueTask HandleSignalAsync(Signal signal) => default;

    /// <summary>The last callback, when the server ends in an orderly way or has crashed; see the type's remarks.</summary>
    /// <param name="reason">Why it ends.</param>
    /// <returns>Completes when done. If it throws, that becomes the reason.</returns>
    /// <remarks><para><b>OTP:</b> terminate/2; no difference.</para></remarks>
    protected virtual ValueTask TerminateAsync(ExitReason reason) => default;

    /// <summary>What reports and inspection may show of the state. Nothing by default, so that no secret gets into a log.</summary>
    /// <returns>Anything whose text may be logged; null for nothing.</returns>
    /// <remarks><para><b>OTP:</b> format_status/1. Differs: shows nothing unless overridden.</para></remarks>
    protected virtual object? Describe() => null;

    /// <summary>Answers the call that is being handled. The reply leaves when the callback returns; if it throws, the caller gets the crash
    /// instead, and if it calls <see cref="Stop"/>, the reply leaves after <see cref="TerminateAsync"/>.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="message">The message that is being handled. When it was cast, nobody waits: nothing happens and that is counted.</param>
    /// <param name="reply">The reply. A second one for the same message is counted and ignored.</param>
    /// <exception cref="InvalidOperationException">The message is not the one being handled, or its caller was taken.</exception>
    /// <remarks><para><b>OTP:</b> the <c>reply</c> return of handle_call/3; no difference.</para></remarks>
    protected void Reply<TReply>(ICall<TMessage, TReply> message, TReply reply)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (CallOf(message) is CallNode<TReply> call)
        {
            call.Stage(reply);
        }
        else
        {
            Cell.Runtime.Reports.Write(Self, null, reply, DeadLetterCause.NoCaller);
        }
    }

    /// <summary>Takes the caller of the call that is being handled, to answer it later or from another process.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="message">The message that is being handled.</param>
    /// <returns>Who waits. For a message that was cast, a caller whose answers are counted and ignored.</returns>
    /// <exception cref="InvalidOperationException">The message is not the one being handled, or its caller was taken before.</exception>
    /// <remarks><para><b>OTP:</b> keeping <c>From</c> and returning <c>noreply</c>; no difference.</para></remarks>
    protected ReplyTo<TReply> TakeCaller<TReply>(ICall<TMessage, TReply> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (CallOf(message) is not CallNode<TReply> call)
        {
            return new ReplyTo<TReply>(OutsideCall<TReply>.ForCast(Cell.Runtime, Cell, message));
        }

        // Throws when the server must end: then the caller is still the one that is told.
        Cell.BeginOperation();
        _isCallerTaken = true;
        Cell.AddTakenCallOnTurn(call);
        Cell.EndOperation();
        return new ReplyTo<TReply>(call);
    }

    /// <summary>Ends the server when the callback returns: <see cref="TerminateAsync"/> is called and no further message handled.</summary>
    /// <param name="reason">What the server ends with.</param>
    /// <remarks><para><b>OTP:</b> the <c>stop</c> return; no difference.</para></remarks>
    protected void Stop(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Next.StopReason ??= reason;
    }

    /// <summary>Calls <see cref="ContinueAsync"/> when the callback has returned, before any message.</summary>
    /// <param name="argument">What it gets; null is allowed.</param>
    /// <remarks><para><b>OTP:</b> the <c>continue</c> action; no difference.</para></remarks>
    protected void Continue(object? argument = null)
    {
        Next.HasContinue = true;
        Next.ContinueArgument = argument;
    }

    /// <summary>Asks for a <see cref="Signal.Timeout"/> if no message comes within a time after the callback has returned. Any message cancels it;
    /// it is not set anew by itself.</summary>
    /// <param name="timeout">The time; zero for when the mailbox is empty, <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    /// <remarks><para><b>OTP:</b> the timeout action of gen_server; no difference.</para></remarks>
    protected void SetTimeout(TimeSpan timeout) => Next.Timeout = ProcessErrors.CheckedTimeout(timeout, nameof(timeout));
}
