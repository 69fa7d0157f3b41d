namespace ImageStore;

/// <inheritdoc/>
internal sealed class Galleries : IGalleries
{
    private readonly Dictionary<string, SortedList<string, Image>> _galleries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Open(string account) => _galleries.TryAdd(account, new SortedList<string, Image>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public bool IsDuplicate(string account, ImageId id) => _galleries[account].ContainsKey(id.Text);

    /// <inheritdoc/>
    public void Add(string account, Image image) => _galleries[account].Add(image.Id.Text, image);

    /// <inheritdoc/>
    public void Remove(string account, ImageId id) => _galleries[account].Remove(id.Text);

    /// <inheritdoc/>
    public Image? Find(string account, ImageId id) => _galleries[account].GetValueOrDefault(id.Text);

    /// <inheritdoc/>
    public IReadOnlyList<Image> List(string account) => [.. _galleries[account].Values];
}
