using System.Globalization;

namespace Programs;

/// <summary>Durations as people type them: <c>100ms</c>, <c>2s</c>, <c>1.5m</c>.</summary>
internal static class Duration
{
    /// <summary>True with a value of at least 1 ms when the text is a number with a unit.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        string unit = text.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        double milliseconds = unit switch { "ms" => 1, "s" => 1_000, "m" => 60_000, _ => 0 };
        if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return false;
        }

        double total = number * milliseconds;
        if (total is < 1 or > 86_400_000)
        {
            return false;
        }

        value = TimeSpan.FromMilliseconds(total);
        return true;
    }
}
