namespace FactConsumers;

/// <summary>What differs between the program and its tests.</summary>
internal sealed record TreeParts
{
    /// <summary>How the parts find each other.</summary>
    public required ReplicaNames Names { get; init; }

    /// <summary>What the consumers work with.</summary>
    public required GroupParts Group { get; init; }

    /// <summary>Makes the journal of one incarnation of the field guide.</summary>
    public required Func<IFactJournal> NewJournal { get; init; }

    /// <summary>Keeps dead letters over restarts; null when they end with the program.</summary>
    public IDeadLetterStore<DeadFact>? DeadLetterStore { get; init; }

    /// <summary>What answers HTTP; null for nothing.</summary>
    public ChildSpec? Endpoint { get; init; }
}
