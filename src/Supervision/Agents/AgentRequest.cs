namespace Supervision.Agents;

/// <summary>What others ask of an agent: a function of its state, called in its process.</summary>
internal abstract class AgentRequest<TState>
{
    private AgentRequest()
    {
    }

    /// <summary>Calls the function and says what the state is then.</summary>
    internal abstract TState Apply(AgentServer<TState> agent, TState state);

    /// <summary>Answer with something about the state.</summary>
    internal sealed class Get<TReply>(Func<TState, TReply> get) : AgentRequest<TState>, ICall<AgentRequest<TState>, TReply>
    {
        internal override TState Apply(AgentServer<TState> agent, TState state)
        {
            agent.Answer(this, get(state));
            return state;
        }
    }

    /// <summary>Replace the state, and tell when that is done.</summary>
    internal sealed class Update(Func<TState, TState> update) : AgentRequest<TState>, ICall<AgentRequest<TState>, bool>
    {
        internal override TState Apply(AgentServer<TState> agent, TState state)
        {
            TState next = update(state);
            agent.Answer(this, true);
            return next;
        }
    }

    /// <summary>Replace the state and answer with something about it.</summary>
    internal sealed class GetAndUpdate<TReply>(Func<TState, (TReply Reply, TState State)> change)
        : AgentRequest<TState>, ICall<AgentRequest<TState>, TReply>
    {
        internal override TState Apply(AgentServer<TState> agent, TState state)
        {
            (TReply reply, TState next) = change(state);
            agent.Answer(this, reply);
            return next;
        }
    }

    /// <summary>Replace the state; nobody waits.</summary>
    internal sealed class Cast(Func<TState, TState> update) : AgentRequest<TState>
    {
        internal override TState Apply(AgentServer<TState> agent, TState state) => update(state);
    }
}
