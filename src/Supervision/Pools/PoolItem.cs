namespace Supervision.Pools;

/// <summary>One message on its way through a pool. Belongs to the process of the queue.</summary>
internal abstract class PoolItem<TMessage>(TMessage message)
    where TMessage : notnull
{
    internal TMessage Message => message;

    /// <summary>How often it was given to a worker that had begun with it.</summary>
    internal int Attempts { get; set; }

    /// <summary>What it belongs to; null without routing by keys.</summary>
    internal object? Key { get; set; }

    /// <summary>Its key's hold on a worker; null for none.</summary>
    internal PoolKey<TMessage>? Held { get; set; }

    /// <summary>False when nobody waits for its answer any more: then it need not be handled.</summary>
    internal abstract bool IsWanted { get; }

    /// <summary>Has a worker handle it, and answers whoever waits.</summary>
    /// <returns>Completes with null when it is done, and else with why it is not.</returns>
    internal abstract ValueTask<CallFailure?> HandleAsync(ProcessRuntime runtime, Pid worker);

    /// <summary>It got a place in the queue. False: nobody wants that any more.</summary>
    internal abstract bool TryAccept();

    /// <summary>There is no place in the queue for it.</summary>
    internal abstract void Refuse(Pid pool, int limit);

    /// <summary>It is not taken, and its sender is told why.</summary>
    internal abstract void Refuse(CallFailure failure);

    /// <summary>It will not be handled.</summary>
    internal abstract void Fail(ProcessRuntime runtime, Pid pool, CallFailure failure);
}
