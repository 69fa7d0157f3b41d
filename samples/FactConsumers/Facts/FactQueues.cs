namespace FactConsumers;

/// <summary>The queues of the broker, which all replicas share.</summary>
internal static class FactQueues
{
    public const string Mushrooms = "mushrooms";
    public const string Toxicity = "toxicity";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Mushrooms, Toxicity];
}
