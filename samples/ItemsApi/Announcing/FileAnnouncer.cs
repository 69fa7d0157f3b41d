namespace ItemsApi;

/// <summary>A file with the address in it, there while requests can be served; for routers that watch files.</summary>
internal sealed class FileAnnouncer(string path) : IAnnouncer
{
    private readonly string _path = Path.GetFullPath(path);

    /// <inheritdoc/>
    public async Task AnnounceAsync(Uri address)
    {
        // Whoever looks sees all of it or nothing.
        string written = _path + ".new";
        await File.WriteAllTextAsync(written, address.AbsoluteUri + "\n");
        File.Move(written, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public Task WithdrawAsync()
    {
        File.Delete(_path);
        return Task.CompletedTask;
    }
}
