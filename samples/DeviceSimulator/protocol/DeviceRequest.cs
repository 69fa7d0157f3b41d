using System.Globalization;

namespace DeviceProtocol;

/// <summary>What is asked of a device: <c>READ after</c>. A device keeps its last reading until it is told that it is safe elsewhere. While
/// <paramref name="After"/> is less than the number of that one, it answers the same again; otherwise it measures, and the new one has the number after
/// <paramref name="After"/>. So an answer that is lost on the way is not lost for good, and no number is left out.</summary>
/// <param name="After">The number of the last reading that is safe; 0 for none.</param>
public readonly record struct DeviceRequest(long After)
{
    private const string Verb = "READ ";

    /// <summary>The line, without its end.</summary>
    public string Format() => Invariant($"{Verb}{After}");

    /// <summary>True when the line is a request.</summary>
    public static bool TryParse(string line, out DeviceRequest request)
    {
        request = default;
        if (!line.StartsWith(Verb, StringComparison.Ordinal)
            || !long.TryParse(line.AsSpan(Verb.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long after))
        {
            return false;
        }

        request = new DeviceRequest(after);
        return true;
    }
}
