using Supervision;

namespace ItemsApi;

/// <summary>What can be said to the repository. A closed set.</summary>
internal abstract record RepositoryMessage
{
    private RepositoryMessage()
    {
    }

    /// <summary>Store a checked item; answered when it is durable.</summary>
    public sealed record Add(NewItem Item) : RepositoryMessage, ICall<RepositoryMessage, StoreReply<Item>>;

    /// <summary>The item with this id, or null.</summary>
    public sealed record Find(long Id) : RepositoryMessage, ICall<RepositoryMessage, StoreReply<Item?>>;

    /// <summary>A page of items.</summary>
    public sealed record List(long After, int Limit) : RepositoryMessage, ICall<RepositoryMessage, StoreReply<IReadOnlyList<Item>>>;

    /// <summary>Does the store answer?</summary>
    public sealed record Ping : RepositoryMessage, ICall<RepositoryMessage, StoreReply<bool>>;

    /// <summary>From the repository to itself: make durable what was collected.</summary>
    public sealed record Commit : RepositoryMessage;

    /// <summary>Throw, to see what happens.</summary>
    public sealed record Crash : RepositoryMessage;
}
