namespace FactConsumers;

/// <summary>The names by which the parts of one replica find each other. A name survives restarts, a pid does not.</summary>
/// <param name="Replica">Tells the replicas of one runtime apart; only tests have several there.</param>
internal sealed record ReplicaNames(string Replica)
{
    public string Root => $"facts@{Replica}";

    public string Group => $"group@{Replica}";

    public string Supervisor => $"consumers@{Replica}";

    public string Monitor => $"monitor@{Replica}";

    public string Endpoint => $"endpoint@{Replica}";

    public string DeadLetterQueue => $"dead-letters@{Replica}";

    public string PublisherName => $"publisher@{Replica}";

    public string GuideName => $"guide@{Replica}";

    /// <summary>The read model.</summary>
    public ServerRef<GuideMessage> Guide(ProcessRuntime runtime) => ServerRef<GuideMessage>.ForName(runtime, GuideName);

    /// <summary>The way into the queues.</summary>
    public ServerRef<PublisherMessage> Publisher(ProcessRuntime runtime) => ServerRef<PublisherMessage>.ForName(runtime, PublisherName);

    /// <summary>Facts of kinds that nobody knows.</summary>
    public DeadLetterQueueRef<DeadFact> DeadLetters(ProcessRuntime runtime) => DeadLetterQueueRef<DeadFact>.ForName(runtime, DeadLetterQueue);
}
