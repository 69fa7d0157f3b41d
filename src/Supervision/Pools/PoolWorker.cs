namespace Supervision.Pools;

/// <summary>The place of one worker, over its restarts. Belongs to the process of the queue.</summary>
internal sealed class PoolWorker<TMessage>(int index)
    where TMessage : notnull
{
    internal int Index => index;

    /// <summary>The worker; none while it is being restarted.</summary>
    internal Pid Pid { get; set; }

    /// <summary>What it is handling; null for nothing.</summary>
    internal PoolItem<TMessage>? Current { get; set; }

    /// <summary>What waits for this worker and no other.</summary>
    internal LinkedList<PoolItem<TMessage>> Own { get; } = [];

    internal bool IsFree => Pid != Pid.None && Current is null;

    internal int Load => Own.Count + (Current is null ? 0 : 1);
}
