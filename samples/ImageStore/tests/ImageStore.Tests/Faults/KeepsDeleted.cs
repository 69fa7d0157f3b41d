namespace ImageStore.Tests;

/// <summary>Rule 1 broken: what was deleted is still in the list.</summary>
internal sealed class KeepsDeleted : FaultyGalleries
{
    private readonly List<(string Account, Image Image)> _deleted = [];

    public override void Remove(string account, ImageId id)
    {
        _deleted.Add((account, Find(account, id)!));
        base.Remove(account, id);
    }

    public override IReadOnlyList<Image> List(string account) =>
        [.. base.List(account), .. _deleted.Where(deleted => deleted.Account == account).Select(deleted => deleted.Image)];
}
