using Supervision.Conformance.Cases.Table;

namespace Supervision.Conformance.Acceptance;

/// <summary>The rows, and what is said about each: four lists of lines beside this file.</summary>
internal static class AcceptanceLists
{
    private const string Separator = " | ";

    /// <summary>The folder of the lists in the sources.</summary>
    internal static string Folder { get; } = Path.Combine(Catalogue.Root, "tests", "Supervision.Conformance", "Acceptance");

    /// <summary>All rows, section by section.</summary>
    internal static IReadOnlyList<AcceptanceRow> Rows { get; } =
        [.. Lines("Rows.txt", fields: 3).Select(static line => new AcceptanceRow(line[0], line[1], line[2]))];

    /// <summary>What holds a row, as the lists call it.</summary>
    internal static ILookup<string, string> HeldBy { get; } = Pairs("HeldBy.txt");

    /// <summary>Rows that no test can hold, each with its reason.</summary>
    internal static ILookup<string, string> Reasons { get; } = Pairs("Reasons.txt");

    /// <summary>Rows that wait for something that is not there yet. What holds their part in the library may be said as well.</summary>
    internal static ILookup<string, string> Open { get; } = Pairs("Open.txt");

    private static ILookup<string, string> Pairs(string file) => Lines(file, fields: 2).ToLookup(static line => line[0], static line => line[1]);

    private static IEnumerable<string[]> Lines(string file, int fields)
    {
        foreach (string line in File.ReadLines(Path.Combine(Folder, file)))
        {
            string[] parts = line.Split(Separator);
            yield return parts.Length == fields && parts.All(static part => part.Trim() == part && part.Length > 0)
                ? parts
                : throw new FormatException($"{file}: '{line}' must be {fields} texts with '{Separator}' between them.");
        }
    }
}
