namespace ImageStore.Tests;

/// <summary>A shelf in memory that outlives every process of the store, as a disk does. It takes its time before and after each change, so
/// that death finds its user on both sides.</summary>
internal sealed class MemoryShelf : IShelf
{
    private readonly Dictionary<string, Dictionary<ImageId, Image>> _accounts = new(StringComparer.Ordinal);

    public IEnumerable<string> ContentsOf(string account) =>
        _accounts.TryGetValue(account, out Dictionary<ImageId, Image>? images) ? images.Values.Select(image => image.Content) : [];

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Image>>> LoadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _accounts.ToDictionary(account => account.Key, account => (IReadOnlyList<Image>)[.. account.Value.Values], StringComparer.Ordinal);
    }

    public async Task OpenAsync(string account, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _accounts.TryAdd(account, []);
    }

    public async Task PutAsync(string account, Image image, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _accounts[account].Add(image.Id, image);
        await Task.Yield();
    }

    public async Task DeleteAsync(string account, ImageId id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _accounts[account].Remove(id);
        await Task.Yield();
    }
}
