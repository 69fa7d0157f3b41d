namespace ImageStore.Stress;

/// <summary>A user, who does one thing at a time and remembers the answers. What was not answered may be done or not; looking settles it.</summary>
internal sealed class User(string name)
{
    private const int Images = 8;
    private readonly Dictionary<string, bool?> _isThere = [];
    private SessionKey? _key;
    private int _steps;

    /// <summary>One step.</summary>
    /// <returns>Whether it was answered.</returns>
    public async Task<bool> ActAsync(StoreClient store)
    {
        int step = _steps++;
        if (_key is null && !await LogInAsync(store))
        {
            return false;
        }

        string content = Invariant($"{name}'s image {step * 5 % Images}");
        return (step % 4) switch
        {
            0 or 1 => Learn(content, await store.AskAsync(new ImagesMessage.Add(_key, content))),
            2 => Learn(content, await store.AskAsync(new ImagesMessage.Remove(_key, Image.Of(content).Id))),
            _ => await LookAsync(store),
        };
    }

    /// <summary>Sees all that it was told is kept, and nothing that it was told is gone.</summary>
    /// <exception cref="IOException">There was no answer.</exception>
    public async Task CheckAsync(StoreClient store)
    {
        if ((_key is null && !await LogInAsync(store)) || !await LookAsync(store))
        {
            throw new IOException("The store did not answer.");
        }

        CallResult<Answer> stranger = await store.AskAsync(new ImagesMessage.Add(new SessionKey("nobody's"), "a stranger's"));
        Assert.True(!stranger.IsReply || stranger.Reply is Answer.NotLoggedIn, "rule 4: who uploads is logged in");
    }

    private async Task<bool> LogInAsync(StoreClient store)
    {
        CallResult<SessionKey> session = await store.LogInAsync(name);
        _key = session.IsReply ? session.Reply : null;
        return _key is not null;
    }

    private async Task<bool> LookAsync(StoreClient store)
    {
        CallResult<Answer> result = await store.AskAsync(new ImagesMessage.List(_key));
        if (!result.IsReply || IsForgotten(result.Reply))
        {
            return false;
        }

        string[] seen = [.. Assert.IsType<Answer.Listed>(result.Reply).Images.Select(static image => image.Content)];
        Assert.All(seen, content => Assert.StartsWith(name + "'s ", content, StringComparison.Ordinal));
        Assert.Distinct(seen);
        foreach ((string content, bool? isThere) in _isThere)
        {
            Assert.True(isThere is null || isThere == seen.Contains(content), $"{name} was told that '{content}' is {(isThere == true ? "kept" : "gone")}, and sees {string.Join(", ", seen)}.");
            _isThere[content] = seen.Contains(content);
        }

        return true;
    }

    private bool Learn(string content, CallResult<Answer> result)
    {
        bool? was = _isThere.GetValueOrDefault(content, false);
        bool? becomes = null;
        if (result.IsReply && !IsForgotten(result.Reply))
        {
            becomes = result.Reply is Answer.Added or Answer.Duplicate;
            bool isExpected = was is null || result.Reply switch
            {
                Answer.Added or Answer.NotFound => was == false,
                _ => was == true,
            };
            Assert.True(isExpected, $"{name} was answered {result.Reply} for '{content}', which was {(was == true ? "kept" : "gone")}.");
        }

        _isThere[content] = becomes ?? (result.IsReply ? was : null);
        return becomes is not null;
    }

    /// <summary>Sessions may be forgotten; nothing was done then.</summary>
    private bool IsForgotten(Answer answer)
    {
        if (answer is not Answer.NotLoggedIn)
        {
            return false;
        }

        _key = null;
        return true;
    }
}
