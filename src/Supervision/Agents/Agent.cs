using Supervision.Agents;

namespace Supervision;

/// <summary>Starts agents: processes that do nothing but hold a value which many use.</summary>
/// <example>A counter for each page:
/// <code>
/// await test.StartSupervisedAsync(Agent.Child("hits", static () => ImmutableDictionary&lt;string, int>.Empty, new() { Name = "hits" }));
/// AgentRef&lt;ImmutableDictionary&lt;string, int>> hits = AgentRef&lt;ImmutableDictionary&lt;string, int>>.ForName(test.Runtime, "hits");
///
/// await hits.UpdateAsync(static all => all.SetItem("/", all.GetValueOrDefault("/") + 1));
/// int before = await hits.GetAndUpdateAsync(static all => (all["/"], all.SetItem("/", 0)));
/// int now = await hits.GetAsync(static all => all["/"]);
/// </code></example>
/// <remarks>
/// <para>The functions run in the agent's process, one after the other; so each sees what all before it have done, and nobody sees the
/// state between. What a function throws ends the agent, and whoever called it gets that as a failed call. A function that takes long
/// makes all others wait.</para>
/// <para>The state should be immutable: replaced, not changed. A reference to a state that is changed can be read by others at that moment.</para>
/// <para><b>OTP:</b> none; Elixir's Agent.</para>
/// </remarks>
public static class Agent
{
    /// <summary>Starts an agent that nobody supervises.</summary>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="runtime">The runtime.</param>
    /// <param name="init">Makes the first state, in the agent's process.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Completes with its handle when it has its first state.</returns>
    /// <exception cref="StartFailedException"><paramref name="init"/> threw, or the name is taken.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has been stopped.</exception>
    /// <remarks>
    /// <para><b>From:</b> any thread outside of processes; inside one use the overload of the context.</para>
    /// <para><b>OTP:</b> none; Elixir's Agent.start/2.</para>
    /// </remarks>
    public static Task<AgentRef<TState>> StartAgentAsync<TState>(this ProcessRuntime runtime, Func<TState> init, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(init);

        // Not an async method: the task must complete where the start is decided, so that a test's virtual run sees it.
        return runtime.StartServerAsync(() => new AgentServer<TState>(init), options).ContinueWith(
            static start => new AgentRef<TState>(start.GetAwaiter().GetResult()), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Starts an agent that is linked to the calling process, which is its parent.</summary>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="context">The calling process.</param>
    /// <param name="init">Makes the first state, in the agent's process.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Completes with its handle when it has its first state.</returns>
    /// <exception cref="StartFailedException">As for <see cref="Server.StartServerAsync{TMessage}(ProcessContext, Func{GenServer{TMessage}}, ServerOptions?)"/>.</exception>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks>
    /// <para><b>From:</b> inside the process only.</para>
    /// <para><b>OTP:</b> none; Elixir's Agent.start_link/2.</para>
    /// </remarks>
    public static async Task<AgentRef<TState>> StartAgentAsync<TState>(this ProcessContext context, Func<TState> init, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(init);
        return new AgentRef<TState>(
            await context.StartServerAsync(() => new AgentServer<TState>(init), options).ConfigureAwait(true)); // in the process
    }

    /// <summary>A child that is an agent. A restart begins with a first state again.</summary>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="id">The id of the child.</param>
    /// <param name="init">Makes the first state, in the agent's process, at each start.</param>
    /// <param name="options">Null for the defaults; a name makes it reachable over restarts.</param>
    /// <returns>The specification of a permanent worker.</returns>
    /// <remarks><para><b>OTP:</b> none; Elixir's Agent.child_spec/1.</para></remarks>
    public static ChildSpec Child<TState>(string id, Func<TState> init, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(init);
        return ChildSpec.Server(id, () => new AgentServer<TState>(init), options);
    }
}
