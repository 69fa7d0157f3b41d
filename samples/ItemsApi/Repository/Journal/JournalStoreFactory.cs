namespace ItemsApi;

/// <summary>Opens the journal <c>items.journal</c> in the data directory.</summary>
internal sealed class JournalStoreFactory(string directory, ILogger logger) : IItemStoreFactory
{
    private readonly string _path = Path.GetFullPath(Path.Combine(directory, "items.journal"));

    /// <inheritdoc/>
    public string Place => $"the journal {_path}";

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            JournalStore.OpenLocked(_path).Dispose();
            return Task.CompletedTask;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The journal {_path} cannot be opened: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public Task<IItemStore> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IItemStore>(JournalStore.Open(_path, logger));
}
