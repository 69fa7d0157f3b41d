namespace FactConsumers;

/// <summary>What the consumers of one group share: the promise that nothing is acknowledged any more once a fact has failed. Each life of the group
/// has a new one.</summary>
/// <remarks>
/// <para>Order 66 comes after the death of a consumer, and others work on until it reaches them. The seal is broken before: in the consumer that fails, in the
/// moment in which it fails.</para>
/// <para><b>From:</b> any thread.</para>
/// </remarks>
internal class FactSeal
{
    private readonly Lock _lock = new();
    private bool _isBroken;

    /// <summary>True once a fact has failed.</summary>
    public bool IsBroken
    {
        get
        {
            lock (_lock)
            {
                return _isBroken;
            }
        }
    }

    /// <summary>A fact has failed.</summary>
    public virtual void Break()
    {
        lock (_lock)
        {
            _isBroken = true;
        }
    }

    /// <summary>Acknowledges, unless a fact has failed: either this comes first, or <see cref="Break"/> does.</summary>
    /// <param name="acknowledge">Does it.</param>
    /// <param name="sent">What <paramref name="acknowledge"/> returned.</param>
    /// <returns>False when the seal is broken, and nothing was acknowledged.</returns>
    public virtual bool TryAcknowledge(Func<Task> acknowledge, out Task sent)
    {
        lock (_lock)
        {
            sent = _isBroken ? Task.CompletedTask : acknowledge();
            return !_isBroken;
        }
    }
}
