namespace ImageStore.Tests;

/// <summary>Rule 3 broken: a duplicate is refused, and is in the list all the same.</summary>
internal sealed class KeepsTwice : FaultyGalleries
{
    private readonly HashSet<(string, ImageId)> _twice = [];

    public override bool IsDuplicate(string account, ImageId id) => base.IsDuplicate(account, id) && (_twice.Add((account, id)) || true);

    public override IReadOnlyList<Image> List(string account) =>
        [.. base.List(account).SelectMany(image => Enumerable.Repeat(image, _twice.Contains((account, image.Id)) ? 2 : 1))];
}
