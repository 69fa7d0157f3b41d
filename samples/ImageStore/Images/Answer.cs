namespace ImageStore;

/// <summary>What the store answers a user. A closed set: a refusal is an answer, not a crash.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The image is kept, and will be there after every crash.</summary>
    public sealed record Added(ImageId Id) : Answer;

    /// <summary>This account has that image already.</summary>
    public sealed record Duplicate(ImageId Id) : Answer;

    /// <summary>The image is gone, for good.</summary>
    public sealed record Removed(ImageId Id) : Answer;

    /// <summary>This account has no such image; whether another one has it is nobody's business.</summary>
    public sealed record NotFound(ImageId Id) : Answer;

    /// <summary>The image.</summary>
    public sealed record Shown(Image Image) : Answer;

    /// <summary>All images of the account.</summary>
    public sealed record Listed(IReadOnlyList<Image> Images) : Answer;

    /// <summary>There is no session with that key.</summary>
    public sealed record NotLoggedIn : Answer;
}
