using Supervision.Calls;

namespace Supervision.Pools;

/// <summary>What others ask of a pool's queue.</summary>
internal abstract class PoolRequest<TMessage>
    where TMessage : notnull
{
    /// <summary>The message that is to be handled; null when it is something else.</summary>
    internal virtual PoolItem<TMessage>? ToItem(PoolQueue<TMessage> queue) => null;

    internal sealed class Call<TReply>(ICall<TMessage, TReply> request) : PoolRequest<TMessage>, ICall<PoolRequest<TMessage>, TReply>, ICallInWrapping
    {
        object ICallInWrapping.Inner => request;

        internal override PoolItem<TMessage> ToItem(PoolQueue<TMessage> queue) => new PoolCall<TMessage, TReply>(request, queue.Take(this));
    }

    internal sealed class Cast(TMessage message) : PoolRequest<TMessage>, ICall<PoolRequest<TMessage>, SendResult>, ICallInWrapping
    {
        object ICallInWrapping.Inner => message;

        internal override PoolItem<TMessage> ToItem(PoolQueue<TMessage> queue) => new PoolCast<TMessage>(message, queue.Take(this));
    }

    /// <summary>A worker has started: look who it is.</summary>
    internal sealed class WorkerUp(int index) : PoolRequest<TMessage>
    {
        internal int Index => index;
    }

    /// <summary>There will be as many workers as the pool's shape says. Answered when those that are too many have come to the end of what they were
    /// doing; with false when the same was asked once more before.</summary>
    internal sealed class SetSize : PoolRequest<TMessage>, ICall<PoolRequest<TMessage>, bool>;

    internal sealed class Ask : PoolRequest<TMessage>, ICall<PoolRequest<TMessage>, PoolInfo>;
}
