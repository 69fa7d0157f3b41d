namespace ImageStore.Tests;

/// <summary>A shelf that is cleared when it is read.</summary>
internal sealed class LosesAtRestart(IShelf inner) : IShelf
{
    private readonly List<(string Account, ImageId Id)> _there = [];

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Image>>> LoadAsync(CancellationToken cancellationToken)
    {
        foreach ((string account, ImageId id) in _there)
        {
            await inner.DeleteAsync(account, id, cancellationToken);
        }

        return await inner.LoadAsync(cancellationToken);
    }

    public Task OpenAsync(string account, CancellationToken cancellationToken) => inner.OpenAsync(account, cancellationToken);

    public Task PutAsync(string account, Image image, CancellationToken cancellationToken)
    {
        _there.Add((account, image.Id));
        return inner.PutAsync(account, image, cancellationToken);
    }

    public Task DeleteAsync(string account, ImageId id, CancellationToken cancellationToken) => inner.DeleteAsync(account, id, cancellationToken);
}
