namespace Supervision.Servers;

/// <summary>A server whose behaviour is an asynchronous function of its state.</summary>
internal sealed class AsyncFunctionServer<TState, TMessage>(
    Func<ValueTask<TState>> init, Func<TState, TMessage, ServerContext<TMessage>, ValueTask<TState>> handle) : GenServer<TMessage>
    where TMessage : notnull
{
    private FunctionContext? _functions;
    private TState _state = default!;

    protected override async ValueTask<InitResult> InitAsync()
    {
        _functions = new FunctionContext(this);
        _state = await init().ConfigureAwait(true); // in the process
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(TMessage message) =>
        _state = await handle(_state, message, _functions!).ConfigureAwait(true); // in the process
}
