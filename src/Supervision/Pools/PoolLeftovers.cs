using Supervision.Calls;
using Supervision.Runtime;

namespace Supervision.Pools;

/// <summary>What a queue has taken and not seen done: told as dead letters when its process ends, by whatever. Those who wait for answers hear of the
/// end by themselves.</summary>
internal sealed class PoolLeftovers<TMessage>(ProcessCell owner, Func<IEnumerable<PoolItem<TMessage>>> items) : Registration(owner)
    where TMessage : notnull
{
    internal override void Withdraw()
    {
        foreach (PoolItem<TMessage> item in items())
        {
            if (item is PoolCast<TMessage>)
            {
                item.Fail(Owner.Runtime, Owner.Pid, CallErrors.NoProcess(item.Message, Owner.Pid.ToString()));
            }
        }
    }
}
