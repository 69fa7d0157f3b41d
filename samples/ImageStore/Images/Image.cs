namespace ImageStore;

/// <summary>An image of one line of text, such as <c>(=^.^=)</c>.</summary>
internal sealed record Image(ImageId Id, string Content)
{
    /// <summary>The image with this content.</summary>
    public static Image Of(string content) => new(ImageId.Of(content), content);
}
