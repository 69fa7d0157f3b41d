using System.Diagnostics;
using Supervision.Agents;

namespace Supervision;

/// <summary>The handle of an agent.</summary>
/// <typeparam name="TState">Its state.</typeparam>
/// <remarks>
/// <para>What is said of <see cref="ServerRef{TMessage}"/> holds here: bound to a process, or to a name, which survives restarts.
/// <c>default</c> is no agent.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none; the reference of Elixir's Agent.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct AgentRef<TState> : IEquatable<AgentRef<TState>>
{
    private readonly ServerRef<AgentRequest<TState>> _server;

    internal AgentRef(ServerRef<AgentRequest<TState>> server) => _server = server;

    /// <summary>The process: the incarnation, or the holder of the name at this moment; <see cref="Supervision.Pid.None"/> when there is none.</summary>
    public Pid Pid => _server.Pid;

    /// <summary>A handle that finds the agent by its name at each use.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> none; a name as Elixir's agent().</para></remarks>
    public static AgentRef<TState> ForName(ProcessRuntime runtime, string name) => new(ServerRef<AgentRequest<TState>>.ForName(runtime, name));

    /// <summary>A handle of a process of which you know that it is an agent with this type of state.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>The handle.</returns>
    /// <remarks><para><b>OTP:</b> none; a pid as Elixir's agent().</para></remarks>
    public static AgentRef<TState> ForPid(Pid pid) => new(ServerRef<AgentRequest<TState>>.ForPid(pid));

    /// <summary>Asks for something about the state.</summary>
    /// <typeparam name="TReply">What it is.</typeparam>
    /// <param name="get">Takes it from the state. Runs in the agent's process; what it throws ends the agent.</param>
    /// <param name="timeout">How long to wait: null for <see cref="ProcessRuntimeOptions.CallTimeout"/> (5 s),
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Abandons the wait; the function is called nevertheless.</param>
    /// <returns>Completes with it. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no such agent, or it ended before it answered, also by <paramref name="get"/>.</exception>
    /// <exception cref="CallTimeoutException">No answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Agent.get/3.</para></remarks>
    public ValueTask<TReply> GetAsync<TReply>(
        Func<TState, TReply> get, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(get);
        return _server.CallAsync(new AgentRequest<TState>.Get<TReply>(get), timeout, cancellationToken);
    }

    /// <summary>Replaces the state, and waits until that is done.</summary>
    /// <param name="update">Makes the next state of the last. Runs in the agent's process; what it throws ends the agent.</param>
    /// <param name="timeout">As for <see cref="GetAsync{TReply}"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for
    /// ever. After a timeout the state may still be replaced.</param>
    /// <param name="cancellationToken">Abandons the wait; the function is called nevertheless.</param>
    /// <returns>Completes when the state is replaced.</returns>
    /// <exception cref="CallFailedException">There is no such agent, or it ended before it answered, also by <paramref name="update"/>.</exception>
    /// <exception cref="CallTimeoutException">No answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Agent.update/3.</para></remarks>
    public Task UpdateAsync(Func<TState, TState> update, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return _server.CallAsync(new AgentRequest<TState>.Update(update), timeout, cancellationToken).AsTask();
    }

    /// <summary>Replaces the state and asks for something about it, in one step: nobody comes between.</summary>
    /// <typeparam name="TReply">What is asked for.</typeparam>
    /// <param name="change">Gives the answer and the next state. Runs in the agent's process; what it throws ends the agent.</param>
    /// <param name="timeout">As for <see cref="GetAsync{TReply}"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for
    /// ever. After a timeout the state may still be replaced.</param>
    /// <param name="cancellationToken">Abandons the wait; the function is called nevertheless.</param>
    /// <returns>Completes with the answer. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no such agent, or it ended before it answered, also by <paramref name="change"/>.</exception>
    /// <exception cref="CallTimeoutException">No answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Agent.get_and_update/3. Differs: a wrong result cannot be written.</para></remarks>
    public ValueTask<TReply> GetAndUpdateAsync<TReply>(
        Func<TState, (TReply Reply, TState State)> change, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _server.CallAsync(new AgentRequest<TState>.GetAndUpdate<TReply>(change), timeout, cancellationToken);
    }

    /// <summary>Replaces the state later, without waiting.</summary>
    /// <param name="update">Makes the next state of the last. Runs in the agent's process; what it throws ends the agent.</param>
    /// <returns>Whether it will be called, as far as is known.</returns>
    /// <remarks><para><b>OTP:</b> none; Elixir's Agent.cast/2. Differs: says what became of it.</para></remarks>
    public SendResult Cast(Func<TState, TState> update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return _server.Cast(new AgentRequest<TState>.Cast(update));
    }

    /// <summary>Asks the agent to stop, after what it was asked before, and waits until it is gone and its name free.</summary>
    /// <param name="reason">What it is to end with; null for <see cref="ExitReason.Normal"/>.</param>
    /// <param name="timeout">How long to wait; null, the default, and <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>Completes with the reason that it ended with; <see cref="ExitReason.NoProcess"/> when there was none.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Agent.stop/3.</para></remarks>
    public Task<ExitReason> StopAsync(ExitReason? reason = null, TimeSpan? timeout = null) => _server.StopAsync(reason, timeout);

    /// <inheritdoc/>
    public bool Equals(AgentRef<TState> other) => _server == other._server;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AgentRef<TState> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _server.GetHashCode();

    /// <summary>The name, or the pid.</summary>
    public override string ToString() => _server.ToString();

    /// <summary>True when both are the same agent, or bound to the same name.</summary>
    public static bool operator ==(AgentRef<TState> left, AgentRef<TState> right) => left.Equals(right);

    /// <summary>True when they are not the same.</summary>
    public static bool operator !=(AgentRef<TState> left, AgentRef<TState> right) => !left.Equals(right);
}
