using Supervision.Runtime;

namespace Supervision.Registries;

/// <summary>One process's turn at a key of <see cref="RegistryLocks{TKey}"/>: it waits, it holds, it is over. Under the lock of the table.</summary>
internal sealed class RegistryLock<TKey>(RegistryLocks<TKey> locks, ProcessCell owner, TKey key) : Registration(owner)
    where TKey : notnull
{
    private readonly TaskCompletionSource _turn = new(owner.Runtime.Scheduler.CompletionOptions);

    internal TKey Key => key;

    /// <summary>Completes when it holds the key.</summary>
    internal Task Turn => _turn.Task;

    internal void Grant() => _turn.TrySetResult();

    internal override void Withdraw() => locks.Leave(this);
}
