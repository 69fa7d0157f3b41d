namespace ImageStore;

/// <summary>What a user can ask of the store, once logged in. A closed set.</summary>
internal abstract record ImagesMessage
{
    private ImagesMessage()
    {
    }

    /// <summary>Keep an image.</summary>
    public sealed record Add(SessionKey? Key, string Content) : ImagesMessage, ICall<ImagesMessage, Answer>;

    /// <summary>All images of the user's own account.</summary>
    public sealed record List(SessionKey? Key) : ImagesMessage, ICall<ImagesMessage, Answer>;

    /// <summary>One image of the user's own account.</summary>
    public sealed record View(SessionKey? Key, ImageId Id) : ImagesMessage, ICall<ImagesMessage, Answer>;

    /// <summary>Forget an image.</summary>
    public sealed record Remove(SessionKey? Key, ImageId Id) : ImagesMessage, ICall<ImagesMessage, Answer>;
}
