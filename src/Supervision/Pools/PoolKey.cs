namespace Supervision.Pools;

/// <summary>A worker that has items of a key, and how many. Belongs to the process of the queue.</summary>
internal sealed class PoolKey<TMessage>(PoolWorker<TMessage> worker)
    where TMessage : notnull
{
    internal PoolWorker<TMessage> Worker => worker;

    internal int Count { get; set; }
}
