namespace ItemsApi;

/// <summary>Where items are kept. Used by one process at a time.</summary>
internal interface IItemStore : IAsyncDisposable
{
    /// <summary>Stores all of the batch or nothing of it.</summary>
    /// <param name="batch">Checked items, in order.</param>
    /// <param name="createdAt">Their time.</param>
    /// <param name="cancellationToken">Abandons the wait; whether the batch was stored is then not known.</param>
    /// <returns>Completes when the items survive a loss of power; carries them in the order of the batch.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot take it now; nothing is broken.</exception>
    Task<IReadOnlyList<Item>> AddAsync(IReadOnlyList<NewItem> batch, DateTimeOffset createdAt, CancellationToken cancellationToken);

    /// <summary>The item with this id; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be asked now.</exception>
    Task<Item?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> items with ids above <paramref name="after"/>, in order of id.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be asked now.</exception>
    Task<IReadOnlyList<Item>> ListAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Completes when the store answers.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be asked now.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}
