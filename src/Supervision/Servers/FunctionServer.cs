namespace Supervision.Servers;

/// <summary>A server whose behaviour is a function of its state.</summary>
internal sealed class FunctionServer<TState, TMessage>(
    Func<TState> init, Func<TState, TMessage, ServerContext<TMessage>, TState> handle) : GenServer<TMessage>
    where TMessage : notnull
{
    private FunctionContext? _functions;
    private TState _state = default!;

    protected override ValueTask<InitResult> InitAsync()
    {
        _functions = new FunctionContext(this);
        _state = init();
        return new(InitResult.Ok);
    }

    protected override ValueTask HandleAsync(TMessage message)
    {
        _state = handle(_state, message, _functions!);
        return default;
    }
}
