namespace ImageStore.Tests;

/// <summary>An image can be added and deleted three times, and no more.</summary>
internal sealed class FailsAfterThreeRounds : FaultyGalleries
{
    private readonly Dictionary<(string, ImageId), int> _rounds = [];

    public override bool IsDuplicate(string account, ImageId id) =>
        base.IsDuplicate(account, id) || _rounds.GetValueOrDefault((account, id)) >= 3;

    public override void Remove(string account, ImageId id)
    {
        base.Remove(account, id);
        _rounds[(account, id)] = _rounds.GetValueOrDefault((account, id)) + 1;
    }
}
