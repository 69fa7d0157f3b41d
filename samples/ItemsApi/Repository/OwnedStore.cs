namespace ItemsApi;

/// <summary>The store of one incarnation of the repository. The engine disposes it before the incarnation counts as dead, however it
/// died; so the next one never opens a journal that is still open.</summary>
internal sealed class OwnedStore(IItemStoreFactory stores) : IAsyncDisposable
{
    private IItemStore? _store;

    /// <summary>Opens the store.</summary>
    public async Task<IItemStore> OpenAsync(CancellationToken cancellationToken) => _store = await stores.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
}
