namespace ImageStore;

/// <summary>What the store is made of.</summary>
internal sealed record StoreParts
{
    /// <summary>Where images outlive the processes.</summary>
    public required IShelf Shelf { get; init; }

    /// <summary>Makes a key that nobody can guess.</summary>
    public required Func<SessionKey> NewKey { get; init; }

    /// <summary>Makes empty galleries, once for each incarnation of the accounts.</summary>
    public Func<IGalleries> NewGalleries { get; init; } = static () => new Galleries();
}
