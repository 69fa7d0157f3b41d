namespace ImageStore.Tests;

/// <summary>An image is taken for a duplicate when any account has it.</summary>
internal sealed class DuplicateOfOthers : FaultyGalleries
{
    private readonly HashSet<string> _accounts = [];

    public override bool IsDuplicate(string account, ImageId id) => _accounts.Append(account).Any(owner => base.IsDuplicate(owner, id));

    public override void Add(string account, Image image)
    {
        _accounts.Add(account);
        base.Add(account, image);
    }
}
