using System.Globalization;

namespace DeviceProtocol;

/// <summary>What a device answers: <c>sequence value unix-milliseconds</c>. Any other line is garbage.</summary>
/// <param name="Sequence">The number of the reading, from 1 on.</param>
/// <param name="Value">What was measured.</param>
/// <param name="At">When, to the millisecond.</param>
public readonly record struct DeviceAnswer(long Sequence, double Value, DateTimeOffset At)
{
    /// <summary>The line, without its end.</summary>
    public string Format() => Invariant($"{Sequence} {Value:R} {At.ToUnixTimeMilliseconds()}");

    /// <summary>True when the line is an answer.</summary>
    public static bool TryParse(string line, out DeviceAnswer answer)
    {
        answer = default;
        string[] parts = line.Split(' ');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            || sequence == 0
            || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        answer = new DeviceAnswer(sequence, value, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
        return true;
    }
}
