using System.Security.Cryptography;
using System.Text;

namespace ImageStore;

/// <summary>What an image is called in the store: the beginning of its content's digest. So the same content has the same id in every
/// account, whenever it is added.</summary>
internal readonly record struct ImageId(string Text)
{
    private const int Length = 12;

    /// <summary>The id of this content.</summary>
    public static ImageId Of(string content) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..Length]);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
