using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Servers;

namespace Supervision;

/// <summary>A typed handle of a server: eight bytes, to be copied and kept freely.</summary>
/// <typeparam name="TMessage">The message type of the server.</typeparam>
/// <remarks>
/// <para>A handle that was made by a start names one incarnation and does not survive its restart. One made by <see cref="ForName"/> finds
/// the holder of the name anew at each use, so it survives restarts; while nobody holds the name its calls fail at once.</para>
/// <para><c>default</c> behaves as a server that has ended.</para>
/// <para><b>From:</b> any thread. Inside a process, an operation counts as the process's own.</para>
/// <para><b>OTP:</b> a pid or a registered name as gen_server functions take them.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct ServerRef<TMessage> : IEquatable<ServerRef<TMessage>>
    where TMessage : notnull
{
    private readonly object? _target;

    internal ServerRef(object? target) => _target = target;

    /// <summary>The process: the incarnation, or the holder of the name at this moment; <see cref="Supervision.Pid.None"/> when nobody holds it.</summary>
    public Pid Pid => new(Cell);

    private ProcessCell? Cell => _target switch
    {
        ProcessCell cell => cell,
        NamedTarget named => named.Runtime.Names.Find(named.Name),
        _ => null,
    };

    /// <summary>A handle that finds the server by its name at each use.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> the <c>Name</c> form of a server reference.</para></remarks>
    public static ServerRef<TMessage> ForName(ProcessRuntime runtime, string name)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ServerRef<TMessage>(new NamedTarget(runtime, name));
    }

    /// <summary>A handle of a process of which you know that it handles these messages.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>The handle.</returns>
    /// <remarks><para><b>OTP:</b> none; references are not typed there.</para></remarks>
    public static ServerRef<TMessage> ForPid(Pid pid) => new(pid.Target);

    /// <summary>Sends a message without waiting for anything.</summary>
    /// <param name="message">The message; must not be changed afterwards.</param>
    /// <returns>What became of it; never throws because of the receiver. What is not accepted is a dead letter.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <remarks><para><b>OTP:</b> gen_server:cast/2. Differs: says what became of the message.</para></remarks>
    public SendResult Cast(TMessage message)
    {
        PlainMessage.Require(message);
        return Cell is { } cell ? PlainMessage.Send(cell, message) : NoHolder(message);
    }

    /// <summary>Sends a message; waits for room when the mailbox is bounded with <see cref="MailboxFullMode.Wait"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Abandons the wait; the message is then not sent.</param>
    /// <returns>Completes when it was accepted or refused.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room.</exception>
    /// <remarks><para><b>OTP:</b> gen_server:cast/2; mailboxes of OTP have no bound.</para></remarks>
    public ValueTask<SendResult> CastAsync(TMessage message, CancellationToken cancellationToken = default)
    {
        PlainMessage.Require(message);
        return Cell is { } cell ? cell.SendAsync(PlainMessage.Of(message), cancellationToken) : ValueTask.FromResult(NoHolder(message));
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    /// <typeparam name="TReply">The type of the reply, known from the request.</typeparam>
    /// <param name="request">The request; must not be changed afterwards.</param>
    /// <param name="timeout">How long to wait: null for <see cref="ProcessRuntimeOptions.CallTimeout"/> (5 s),
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Abandons the wait; the server is not told and its late reply is dropped.</param>
    /// <returns>Completes with the reply. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no such server, it ended before it replied, it is overloaded, or the call is one to
    /// oneself. The exception carries the server's exit reason.</exception>
    /// <exception cref="CallTimeoutException">No reply in time; the server may still work on it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ProcessExitException">The calling process has been told to end.</exception>
    /// <exception cref="ArgumentException">The request is not of the server's message type.</exception>
    /// <remarks>
    /// <para>The server is monitored meanwhile: if it ends, the call fails at once and not at its timeout. What a server sent to the caller before
    /// its reply is in the caller's mailbox before the call completes.</para>
    /// <para><b>OTP:</b> gen_server:call/3. Differs: fails where OTP exits the caller; uncaught, the exception does that.</para>
    /// </remarks>
    public ValueTask<TReply> CallAsync<TReply>(
        ICall<TMessage, TReply> request, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Begin(request, timeout, cancellationToken) is { } call
            ? new ValueTask<TReply>((IValueTaskSource<TReply>)call, call.Version)
            : ValueTask.FromException<TReply>(CallErrors.Failed(Pid.None, Nowhere(request)));

    /// <summary>As <see cref="CallAsync"/>, with the failure as a value.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="timeout">As for <see cref="CallAsync"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">As for <see cref="CallAsync"/>.</param>
    /// <returns>Completes with the reply or with why there is none. Await it once.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ProcessExitException">The calling process has been told to end.</exception>
    /// <exception cref="ArgumentException">The request is not of the server's message type.</exception>
    /// <remarks><para><b>OTP:</b> gen_server:call/3 inside a catch.</para></remarks>
    public ValueTask<CallResult<TReply>> TryCallAsync<TReply>(
        ICall<TMessage, TReply> request, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Begin(request, timeout, cancellationToken) is { } call
            ? new ValueTask<CallResult<TReply>>((IValueTaskSource<CallResult<TReply>>)call, call.Version)
            : ValueTask.FromResult(new CallResult<TReply>(Pid.None, Nowhere(request)));

    /// <summary>Asks the server to stop, after the messages that are in its mailbox before, and waits until it is gone.</summary>
    /// <param name="reason">What it is to end with, and its <c>TerminateAsync</c> gets; null for <see cref="ExitReason.Normal"/>.</param>
    /// <param name="timeout">How long to wait; null, the default, and <see cref="Timeout.InfiniteTimeSpan"/> for ever. The server goes on stopping
    /// when it has passed.</param>
    /// <returns>Completes with the reason that it ended with: another than asked for when its <c>TerminateAsync</c> threw;
    /// <see cref="ExitReason.NoProcess"/> when there was no server.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">A process tries to stop itself this way.</exception>
    /// <remarks><para><b>OTP:</b> gen_server:stop/3. Differs: the actual reason is the result instead of the caller's exit.</para></remarks>
    public Task<ExitReason> StopAsync(ExitReason? reason = null, TimeSpan? timeout = null) =>
        ServerStop.RunAsync(Cell, reason ?? ExitReason.Normal, timeout);

    /// <inheritdoc/>
    public bool Equals(ServerRef<TMessage> other) => (_target, other._target) switch
    {
        (NamedTarget a, NamedTarget b) => ReferenceEquals(a.Runtime, b.Runtime) && a.Name == b.Name,
        _ => ReferenceEquals(_target, other._target),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ServerRef<TMessage> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _target is NamedTarget named ? StringComparer.Ordinal.GetHashCode(named.Name) : Pid.GetHashCode();

    /// <summary>The name, or the pid.</summary>
    public override string ToString() => _target is NamedTarget named ? named.Name : Pid.ToString();

    /// <summary>True when both are the same server, or bound to the same name.</summary>
    public static bool operator ==(ServerRef<TMessage> left, ServerRef<TMessage> right) => left.Equals(right);

    /// <summary>True when they are not the same.</summary>
    public static bool operator !=(ServerRef<TMessage> left, ServerRef<TMessage> right) => !left.Equals(right);

    private static CallFailure Nowhere(object request) => CallErrors.NoProcess(request, CallErrors.DefaultReference);

    /// <summary>Null when nothing says in which runtime there is no server: the default reference, used outside of processes.</summary>
    private CallNode<TReply>? Begin<TReply>(ICall<TMessage, TReply> request, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is not TMessage)
        {
            throw ProcessErrors.WrongMessageType(request.GetType(), typeof(TMessage), nameof(request));
        }

        ProcessCell? cell = Cell;
        ProcessRuntime? runtime = cell?.Runtime ?? (_target as NamedTarget)?.Runtime ?? (ProcessTarget.Caller as ProcessCell)?.Runtime;
        string name = (_target as NamedTarget)?.Name ?? CallErrors.DefaultReference;
        return runtime is null ? null : CallStart.Begin<TReply>(runtime, cell, name, request, timeout, cancellationToken);
    }

    private SendResult NoHolder(TMessage message)
    {
        if (_target is NamedTarget named)
        {
            named.Runtime.Reports.Write(Pid.None, named.Name, message, DeadLetterCause.NoName);
        }

        return SendResult.NoProcess;
    }
}
