using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Supervision.Dashboard.Looking;

/// <summary>Short names for places in the tree, whose paths may be of any length: the same for one path in every program and at every start.</summary>
internal sealed class NodeKeys
{
    /// <summary>More than all pages that are open can show. Then it begins anew; pages tell their next keys with their next view.</summary>
    private const int Kept = 100_000;
    private const int Bytes = 12;
    private readonly Lock _lock = new();

    /// <summary>The paths that were shown to anybody. Under the lock.</summary>
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>The key of a path, which can be found by it from now on.</summary>
    internal string Of(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(path.AsSpan()), hash);
        string key = Base64Url.EncodeToString(hash[..Bytes]);
        lock (_lock)
        {
            if (_paths.Count >= Kept)
            {
                _paths.Clear();
            }

            _paths[key] = path;
        }

        return key;
    }

    /// <summary>The path; null when nobody was shown such a key.</summary>
    internal string? Find(string? key)
    {
        lock (_lock)
        {
            return key is null ? null : _paths.GetValueOrDefault(key);
        }
    }
}
