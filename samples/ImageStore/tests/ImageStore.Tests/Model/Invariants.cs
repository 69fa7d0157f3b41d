namespace ImageStore.Tests;

/// <summary>The four rules of the store, and that nothing is lost: what must hold after every step, whatever the steps were.</summary>
internal sealed class Invariants(StoreClient store, IReadOnlyList<AccountModel> accounts, MemoryShelf shelf, Tally tally)
{
    private readonly Dictionary<string, SessionKey> _keys = [];

    /// <summary>Throws, with the name of the rule, when one does not hold.</summary>
    public async Task CheckAsync()
    {
        foreach (AccountModel account in accounts)
        {
            (SessionKey key, IReadOnlyList<Image> visible) = await LookAsync(account);
            LearnWhatIsUnknown(account, visible);
            foreach (string image in Sequences.Images.Where(image => !account.Kept.Contains(image)))
            {
                await ImageIsHiddenAsync(account, key, image, visible);
            }

            NoDuplicateWithinAnAccount(account, visible);
            OnlyWhoIsLoggedInUploads(account);
            NothingIsLost(account, visible);
        }
    }

    /// <summary>What the user sees in a session of its own, which is begun again when it was forgotten.</summary>
    private async Task<(SessionKey Key, IReadOnlyList<Image> Visible)> LookAsync(AccountModel account)
    {
        Answer answer = await ListAsync(account.User);
        if (answer is Answer.NotLoggedIn)
        {
            _keys.Remove(account.User);
            answer = await ListAsync(account.User);
        }

        return (_keys[account.User], ((Answer.Listed)answer).Images);
    }

    private async Task<Answer> ListAsync(string user)
    {
        if (!_keys.TryGetValue(user, out SessionKey? key))
        {
            key = _keys[user] = (await store.LogInAsync(user)).Reply;
        }

        return (await store.AskAsync(new ImagesMessage.List(key))).Reply;
    }

    /// <summary>Whether a step without an answer was done is seen here, and holds from then on.</summary>
    private void LearnWhatIsUnknown(AccountModel account, IReadOnlyList<Image> visible)
    {
        foreach (string image in account.Unknown.ToArray())
        {
            bool isKept = visible.Contains(Image.Of(image));
            tally.Unanswered++;
            tally.DoneUnanswered += isKept != account.Kept.Contains(image) ? 1 : 0;
            account.Settle(image, isKept);
        }
    }

    /// <summary>Rules 1 and 2.</summary>
    private async Task ImageIsHiddenAsync(AccountModel account, SessionKey key, string image, IReadOnlyList<Image> visible)
    {
        string rule = account.Deleted.Contains(image)
            ? "Rule 1, a deleted image is no longer visible"
            : "Rule 2, nobody sees images that are not theirs";
        Assert.True(!visible.Contains(Image.Of(image)), $"{rule}: {account.User}'s list has the {image}.");
        Answer answer = (await store.AskAsync(new ImagesMessage.View(key, ImageId.Of(image)))).Reply;
        Assert.True(answer is Answer.NotFound, $"{rule}: {account.User} views the {image}: {answer}.");
    }

    private static void NoDuplicateWithinAnAccount(AccountModel account, IReadOnlyList<Image> visible) =>
        Assert.True(
            visible.DistinctBy(image => image.Content).Count() == visible.Count,
            $"Rule 3, no duplicate within an account: {account.User} has {string.Join(", ", visible.Select(image => image.Content))}.");

    private void OnlyWhoIsLoggedInUploads(AccountModel account)
    {
        string? smuggled = shelf.ContentsOf(account.User).Except(account.Kept).FirstOrDefault();
        Assert.True(smuggled is null, $"Rule 4, only who is logged in uploads: on {account.User}'s shelf is the {smuggled}.");
    }

    private static void NothingIsLost(AccountModel account, IReadOnlyList<Image> visible)
    {
        string? lost = account.Kept.Except(visible.Select(image => image.Content)).FirstOrDefault();
        Assert.True(lost is null, $"What was kept is there: {account.User} has lost the {lost}.");
    }
}
