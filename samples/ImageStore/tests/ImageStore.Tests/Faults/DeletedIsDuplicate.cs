namespace ImageStore.Tests;

/// <summary>An image that was deleted cannot be added again: it is taken for a duplicate of itself.</summary>
internal sealed class DeletedIsDuplicate : FaultyGalleries
{
    private readonly HashSet<(string, ImageId)> _deleted = [];

    public override bool IsDuplicate(string account, ImageId id) => base.IsDuplicate(account, id) || _deleted.Contains((account, id));

    public override void Remove(string account, ImageId id)
    {
        base.Remove(account, id);
        _deleted.Add((account, id));
    }
}
