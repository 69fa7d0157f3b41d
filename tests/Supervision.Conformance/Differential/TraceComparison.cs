namespace Supervision.Conformance.Differential;

/// <summary>Two traces beside each other.</summary>
internal static class TraceComparison
{
    private const int WidestColumn = 90;

    /// <summary>The index of the first line that differs; -1 when all are equal.</summary>
    internal static int FirstDifference(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        int index = 0;
        while (index < left.Count && index < right.Count && left[index] == right[index])
        {
            index++;
        }

        return index < left.Count || index < right.Count ? index : -1;
    }

    /// <summary>Both traces line by line; the first line that differs is marked.</summary>
    internal static IEnumerable<string> SideBySide(string leftName, IReadOnlyList<string> left, string rightName, IReadOnlyList<string> right)
    {
        int width = Math.Min(WidestColumn, left.Append(leftName).Max(static line => line.Length));
        int marked = FirstDifference(left, right);
        yield return $"   {leftName.PadRight(width)} | {rightName}";
        for (int index = 0; index < Math.Max(left.Count, right.Count); index++)
        {
            string mark = index == marked ? ">> " : "   ";
            yield return $"{mark}{LineAt(left, index).PadRight(width)} | {LineAt(right, index)}";
        }
    }

    private static string LineAt(IReadOnlyList<string> lines, int index) => index < lines.Count ? lines[index] : index == lines.Count ? "(end)" : "";
}
