namespace MakeItCrash;

/// <summary>What can be said to a partition. A closed set.</summary>
internal abstract record PartitionMessage
{
    private PartitionMessage()
    {
    }

    /// <summary>Somebody new; false when there is no room. Whoever is in already stays in.</summary>
    public sealed record New(string Name) : PartitionMessage, ICall<PartitionMessage, bool>;

    /// <summary>Somebody leaves; false when there is nobody of that name.</summary>
    public sealed record Leave(string Name) : PartitionMessage, ICall<PartitionMessage, bool>;

    /// <summary>Crash!</summary>
    public sealed record Crash(string Name) : PartitionMessage;

    /// <summary>From the show when it has been restarted: say who you are and whom you have.</summary>
    public sealed record Introduce : PartitionMessage;
}
