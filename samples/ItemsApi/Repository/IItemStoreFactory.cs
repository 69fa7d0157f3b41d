namespace ItemsApi;

/// <summary>Opens a store for each incarnation of the repository.</summary>
internal interface IItemStoreFactory
{
    /// <summary>Where the items are, for people.</summary>
    string Place { get; }

    /// <summary>The prerequisite: completes when the store can be reached and written.</summary>
    /// <exception cref="StoreUnavailableException">It cannot; the message says which store and why.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Opens the store, repairing what a crash left behind.</summary>
    Task<IItemStore> OpenAsync(CancellationToken cancellationToken);
}
