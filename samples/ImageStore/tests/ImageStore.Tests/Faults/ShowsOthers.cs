namespace ImageStore.Tests;

/// <summary>Rule 2 broken: whoever knows the id of an image sees it.</summary>
internal sealed class ShowsOthers : FaultyGalleries
{
    private readonly HashSet<string> _accounts = [];

    public override bool Open(string account)
    {
        _accounts.Add(account);
        return base.Open(account);
    }

    public override Image? Find(string account, ImageId id) =>
        base.Find(account, id) ?? _accounts.Select(other => base.Find(other, id)).FirstOrDefault(image => image is not null);
}
