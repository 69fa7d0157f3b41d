using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Servers;

namespace Supervision;

/// <summary>Starts servers, and makes small ones from functions.</summary>
/// <remarks><para><b>OTP:</b> the start functions of gen_server.</para></remarks>
public static class Server
{
    /// <summary>Starts a server that nobody supervises.</summary>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="runtime">The runtime.</param>
    /// <param name="create">Makes the instance: a new one for each start. Runs at once, on the caller's thread.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Completes with its handle when it is initialised.</returns>
    /// <exception cref="StartFailedException">It did not start; then nothing of it is left and its name is free.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="create"/> returned no new instance.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has been stopped.</exception>
    /// <remarks>
    /// <para><b>From:</b> any thread outside of processes; inside one use the overload of the context.</para>
    /// <para><b>OTP:</b> gen_server:start/3; no difference.</para>
    /// </remarks>
    public static Task<ServerRef<TMessage>> StartServerAsync<TMessage>(
        this ProcessRuntime runtime, Func<GenServer<TMessage>> create, ServerOptions? options = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(create);
        return ReferenceAsync<TMessage>(
            ServerStart.BeginAsync(runtime, null, create, options ?? ServerOptions.Default, link: false, out ProcessCell? cell), null, cell);
    }

    /// <summary>Starts a server that is linked to the calling process, which is its parent: when one ends, the other does.</summary>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="context">The calling process.</param>
    /// <param name="create">Makes the instance: a new one for each start. Runs at once.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Completes with its handle when it is initialised.</returns>
    /// <exception cref="StartFailedException">It did not start, and the calling process traps exits or the failure was quiet or a timeout; otherwise the
    /// link ends the calling process. No exit message of it is left in the mailbox.</exception>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn, or <paramref name="create"/> returned no new
    /// instance.</exception>
    /// <remarks>
    /// <para><b>From:</b> inside the process only.</para>
    /// <para><b>OTP:</b> gen_server:start_link/3; no difference.</para>
    /// </remarks>
    public static Task<ServerRef<TMessage>> StartServerAsync<TMessage>(
        this ProcessContext context, Func<GenServer<TMessage>> create, ServerOptions? options = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(create);
        ProcessCell parent = context.Cell;
        parent.BeginOperation();
        try
        {
            return ReferenceAsync<TMessage>(
                ServerStart.BeginAsync(context.Runtime, parent, create, options ?? ServerOptions.Default, link: true, out ProcessCell? cell), parent, cell);
        }
        finally
        {
            parent.EndOperation();
        }
    }

    /// <summary>Makes a server from a function of its state.</summary>
    /// <typeparam name="TState">The state; replaced, not changed.</typeparam>
    /// <typeparam name="TMessage">The message type.</typeparam>
    /// <param name="init">Makes the first state; called for every incarnation, in its process.</param>
    /// <param name="handle">Handles a message and returns the next state. The third argument answers calls and stops the server.</param>
    /// <returns>A factory, for <see cref="StartServerAsync{TMessage}(ProcessRuntime, Func{GenServer{TMessage}}, ServerOptions?)"/> or a child
    /// specification.</returns>
    /// <remarks><para><b>OTP:</b> a gen_server callback module with a pure handler.</para></remarks>
    public static Func<GenServer<TMessage>> Define<TState, TMessage>(
        Func<TState> init, Func<TState, TMessage, ServerContext<TMessage>, TState> handle)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(init);
        ArgumentNullException.ThrowIfNull(handle);
        return () => new FunctionServer<TState, TMessage>(init, handle);
    }

    /// <summary>Makes a server from an asynchronous function of its state.</summary>
    /// <typeparam name="TState">The state; replaced, not changed.</typeparam>
    /// <typeparam name="TMessage">The message type.</typeparam>
    /// <param name="init">Makes the first state; called for every incarnation, in its process.</param>
    /// <param name="handle">Handles a message and returns the next state.</param>
    /// <returns>A factory.</returns>
    /// <remarks><para><b>OTP:</b> a gen_server callback module.</para></remarks>
    public static Func<GenServer<TMessage>> Define<TState, TMessage>(
        Func<ValueTask<TState>> init, Func<TState, TMessage, ServerContext<TMessage>, ValueTask<TState>> handle)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(init);
        ArgumentNullException.ThrowIfNull(handle);
        return () => new AsyncFunctionServer<TState, TMessage>(init, handle);
    }

    /// <summary>Not an async method: outside of processes the task must complete where the start is decided, so that a test's virtual run sees
    /// it.</summary>
    private static Task<ServerRef<TMessage>> ReferenceAsync<TMessage>(Task<StartResult> start, ProcessCell? parent, ProcessCell? child)
        where TMessage : notnull
    {
        return parent is null ? start.ContinueWith(
                static (ended, _) => Reference<TMessage>(ended.Result), null, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            : AwaitedAsync();

        async Task<ServerRef<TMessage>> AwaitedAsync()
        {
            StartResult result = await start.ConfigureAwait(true); // in the process that starts
            if (child is not null && result is not StartResult.Started)
            {
                parent.FlushExitsOnTurn(child.Pid);
            }

            return Reference<TMessage>(result);
        }
    }

    private static ServerRef<TMessage> Reference<TMessage>(StartResult result)
        where TMessage : notnull =>
        result is StartResult.Started started
            ? ServerRef<TMessage>.ForPid(started.Pid)
            : throw new StartFailedException($"The server of {CodeName.Of(typeof(TMessage))}", result);
}
