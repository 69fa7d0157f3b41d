using System.Globalization;

namespace DeviceSimulator;

/// <summary>Devices as people write them: <c>17</c>, <c>3-9</c>, <c>3,5,7-8</c>, <c>all</c>.</summary>
internal static class DeviceNumbers
{
    /// <summary>True when the text names devices of those that there are, from 1 to <paramref name="count"/>.</summary>
    public static bool TryParse(string text, int count, out IReadOnlyList<int> devices)
    {
        if (text == "all")
        {
            devices = [.. Enumerable.Range(1, count)];
            return true;
        }

        List<int> found = [];
        devices = found;
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], count, out int first) || !TryNumber(ends[^1], count, out int last) || last < first)
            {
                return false;
            }

            found.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return true;
    }

    private static bool TryNumber(string text, int count, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= count;
}
