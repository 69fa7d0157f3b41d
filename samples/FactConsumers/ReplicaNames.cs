namespace FactConsumers;

/// <summary>The names by which the parts of one replica find each other. A name survives restarts, a pid does not.</summary>
/// <param name="Replica">Tells the replicas of one runtime apart; only tests have several there.</param>
internal sealed record ReplicaNames(string Replica)
{
    public string Root => $"{Replica}/facts";

    public string Group => $"{Replica}/group";

    public string Supervisor => $"{Replica}/consumers";

    public string Monitor => $"{Replica}/monitor";

    public string Endpoint => $"{Replica}/endpoint";

    public string DeadLetterQueue => $"{Replica}/dead-letters";

    public string PublisherName => $"{Replica}/publisher";

    public string GuideName => $"{Replica}/guide";

    /// <summary>The read model.</summary>
    public ServerRef<GuideMessage> Guide(ProcessRuntime runtime) => ServerRef<GuideMessage>.ForName(runtime, GuideName);

    /// <summary>The way into the queues.</summary>
    public ServerRef<PublisherMessage> Publisher(ProcessRuntime runtime) => ServerRef<PublisherMessage>.ForName(runtime, PublisherName);

    /// <summary>Facts of kinds that nobody knows.</summary>
    public DeadLetterQueueRef<DeadFact> DeadLetters(ProcessRuntime runtime) => DeadLetterQueueRef<DeadFact>.ForName(runtime, DeadLetterQueue);
}
