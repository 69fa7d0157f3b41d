namespace FactConsumers;

/// <summary>Integrates what was found.</summary>
internal sealed class MushroomConsumer(GroupParts parts, ReplicaNames names, FactSeal seal, OwnedSubscription subscription)
    : FactConsumer(FactQueues.Mushrooms, parts, names, seal, subscription)
{
    protected override void Check(Fact fact)
    {
        if (string.IsNullOrWhiteSpace(fact.Mushroom))
        {
            throw new FactFailedException("A mushroom without a name was found.");
        }
    }
}
