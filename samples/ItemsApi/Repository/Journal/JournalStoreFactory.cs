namespace ItemsApi;

/// <summary>Opens the journal <c>items.journal</c> in the data directory.</summary>
internal sealed class JournalStoreFactory(string directory, ILogger logger) : IItemStoreFactory
{
    private readonly string _path = Path.GetFullPath(Path.Combine(directory, "items.journal"));

    /// <summary>Read and written by one incarnation of the repository after the other.</summary>
    private volatile bool _wasOpen;

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
    /// <exception cref="JournalDamagedException">It was open before, and is gone.</exception>
    public Task<IItemStore> OpenAsync(CancellationToken cancellationToken)
    {
        if (_wasOpen && !File.Exists(_path))
        {
            throw JournalDamagedException.Removed(_path);
        }

        IItemStore store = JournalStore.Open(_path, logger);
        _wasOpen = true;
        return Task.FromResult(store);
    }
}
