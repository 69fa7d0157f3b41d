namespace ImageStore.Tests;

/// <summary>What one user may expect, from what the store has answered.</summary>
internal sealed class AccountModel(string user)
{
    /// <summary>What somebody types who has no key.</summary>
    public const string MadeUp = "made up";

    public string User => user;

    /// <summary>The session; null while logged out.</summary>
    public SessionKey? Key { get; private set; }

    /// <summary>A key that proves nothing any more: of the last session that has ended, or made up.</summary>
    public SessionKey Stale { get; private set; } = new(MadeUp);

    /// <summary>What was added and not removed.</summary>
    public HashSet<string> Kept { get; } = [];

    /// <summary>What was removed and not added again.</summary>
    public HashSet<string> Deleted { get; } = [];

    /// <summary>What was added or removed without an answer: there or not.</summary>
    public HashSet<string> Unknown { get; } = [];

    public void LogIn(SessionKey key) => Key = key;

    public void LogOut() => (Stale, Key) = (Key ?? Stale, null);

    public void Keep(string image) => Settle(image, isKept: true);

    public void Delete(string image) => Settle(image, isKept: false);

    /// <summary>Whatever it is now, it is known.</summary>
    public void Settle(string image, bool isKept)
    {
        Unknown.Remove(image);
        (isKept ? Kept : Deleted).Add(image);
        (isKept ? Deleted : Kept).Remove(image);
    }
}
