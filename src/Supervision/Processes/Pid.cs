using System.Diagnostics;
using System.Globalization;
using Supervision.Processes;

namespace Supervision;

/// <summary>The identity of one process: eight bytes, comparable, valid as a value for ever.</summary>
/// <remarks>
/// <para>A pid names one life of a process. After a restart the new incarnation has a new pid; what must survive restarts is
/// addressed by name instead. Operations on the pid of a process that has ended, and on <c>default</c>, behave as
/// for a process that does not exist: they never throw for that reason. A kept pid keeps nothing of a dead process alive but a
/// small shell.</para>
/// <para><b>From:</b> any thread. An operation made during a process's turn counts as made by that process.</para>
/// <para><b>OTP:</b> a pid. Differs: pids are never reused.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Pid : IEquatable<Pid>
{
    private readonly ProcessTarget? _target;

    internal Pid(ProcessTarget? target) => _target = target;

    /// <summary>The pid of no process; the same as <c>default</c>. Behaves as a process that has ended.</summary>
    public static Pid None => default;

    /// <summary>True until the process is told to end or ends by itself; false for <see cref="None"/>.</summary>
    /// <remarks>
    /// <para>The answer is of the moment and signals on their way are not waited for: directly after <see cref="Exit"/> it may
    /// still be true. To learn that a process is gone, await <see cref="WaitForExitAsync"/> or monitor it.</para>
    /// <para><b>OTP:</b> erlang:is_process_alive/1. Differs: OTP first handles the caller's earlier signals to the process.</para>
    /// </remarks>
    public bool IsAlive => _target is { IsSeenAlive: true };

    /// <summary>A number that is unique in the runtime and never reused; 0 for <see cref="None"/>.</summary>
    public long Id => _target?.Id ?? 0;

    internal ProcessTarget? Target => _target;

    /// <summary>Sends a message; it is accepted, or counted and reported as a dead letter.</summary>
    /// <typeparam name="T">The static type of the message; a value is not boxed on its way.</typeparam>
    /// <param name="message">Anything; it must not be changed after it was sent. Not null.</param>
    /// <returns>What became of it. <see cref="SendResult.Accepted"/> says that it is in the mailbox, not that it will be handled.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <remarks>
    /// <para>Messages and signals from one process to another arrive in the order in which they were sent.</para>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>Cost:</b> one small allocation; O(1).</para>
    /// <para><b>OTP:</b> erlang:send/2. Differs: the result; OTP never says what became of a message.</para>
    /// </remarks>
    public SendResult Send<T>(T message)
        where T : notnull
    {
        PlainMessage.Require(message);
        return _target is { } target ? PlainMessage.Send(target, message) : SendResult.NoProcess;
    }

    /// <summary>Sends a message, waiting for room when the mailbox is bounded with <see cref="MailboxFullMode.Wait"/>.</summary>
    /// <typeparam name="T">As for <see cref="Send"/>.</typeparam>
    /// <param name="message">As for <see cref="Send"/>.</param>
    /// <param name="cancellationToken">Abandons the wait; the message is then not sent.</param>
    /// <returns>Completes when the message was accepted or refused; with <see cref="SendResult.NoProcess"/> when the process ends
    /// while the sender waits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room.</exception>
    /// <remarks>
    /// <para>Waiting senders get room in the order in which they came.</para>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>OTP:</b> none; mailboxes of OTP have no bound.</para>
    /// </remarks>
    public ValueTask<SendResult> SendAsync<T>(T message, CancellationToken cancellationToken = default)
        where T : notnull
    {
        PlainMessage.Require(message);
        return _target?.SendAsync(PlainMessage.Of(message), cancellationToken) ?? ValueTask.FromResult(SendResult.NoProcess);
    }

    /// <summary>Sends an exit signal. It acts when the process drains its mailbox's door, at the latest when the callback it is in
    /// returns.</summary>
    /// <param name="reason"><see cref="ExitReason.Kill"/> cannot be trapped and ends the process with <see cref="ExitReason.Killed"/>;
    /// <see cref="ExitReason.Normal"/> is ignored by a process that does not trap exits, unless it is sent to oneself; any other
    /// reason ends a process that does not trap exits, and reaches one that does as a <see cref="Signal.Exit"/> message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="reason"/> is null.</exception>
    /// <remarks>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>OTP:</b> erlang:exit/2; no difference.</para>
    /// </remarks>
    public void Exit(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        _target?.Exit(reason);
    }

    /// <summary>Waits for the end of the process, from anywhere.</summary>
    /// <param name="cancellationToken">Abandons the wait only; the process is not affected.</param>
    /// <returns>Completes after the process's names are free, with the reason it ended with; at once with
    /// <see cref="ExitReason.NoProcess"/> when it is already gone.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <remarks>
    /// <para><b>From:</b> any thread. Inside a process prefer <see cref="ProcessContext.Monitor(Pid)"/>, which does not wait.</para>
    /// <para><b>OTP:</b> erlang:monitor/2 and the receive of its message.</para>
    /// </remarks>
    public Task<ExitReason> WaitForExitAsync(CancellationToken cancellationToken = default) =>
        _target?.WaitForExitAsync(cancellationToken) ?? Task.FromResult(ExitReason.NoProcess);

    /// <inheritdoc/>
    public bool Equals(Pid other) => ReferenceEquals(_target, other._target);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Pid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The number in angle brackets, with the registered name before it when there is one: <c>counter&lt;7&gt;</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{_target?.RegisteredName}<{Id}>");

    /// <summary>True when both are the same process.</summary>
    public static bool operator ==(Pid left, Pid right) => left.Equals(right);

    /// <summary>True when they are different processes.</summary>
    public static bool operator !=(Pid left, Pid right) => !left.Equals(right);
}
