namespace ItemsApi;

/// <summary>What the repository answers. A closed set.</summary>
internal abstract record StoreReply<T>
{
    private StoreReply()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Ok(T Value) : StoreReply<T>;

    /// <summary>The store cannot do it now; the repository lives.</summary>
    public sealed record Unavailable(string Why) : StoreReply<T>;
}
