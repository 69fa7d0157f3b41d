namespace Supervision.Agents;

/// <summary>The process of an agent.</summary>
internal sealed class AgentServer<TState>(Func<TState> init) : GenServer<AgentRequest<TState>>
{
    private TState _state = default!;

    internal void Answer<TReply>(ICall<AgentRequest<TState>, TReply> request, TReply reply) => Reply(request, reply);

    protected override ValueTask<InitResult> InitAsync()
    {
        _state = init();
        return base.InitAsync();
    }

    protected override ValueTask HandleAsync(AgentRequest<TState> message)
    {
        _state = message.Apply(this, _state);
        return default;
    }
}
