namespace FactConsumers;

/// <summary>Integrates how toxic something is.</summary>
internal sealed class ToxicityConsumer(GroupParts parts, ReplicaNames names, FactSeal seal, OwnedSubscription subscription)
    : FactConsumer(FactQueues.Toxicity, parts, names, seal, subscription)
{
    private readonly GroupParts _parts = parts;

    protected override void Check(Fact fact)
    {
        if (!_parts.Vocabulary.KnowsLevel(fact.Value ?? ""))
        {
            throw new FactFailedException($"'{fact.Value}' is no level of toxicity that this program knows.");
        }
    }
}
