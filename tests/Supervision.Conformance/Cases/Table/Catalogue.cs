namespace Supervision.Conformance.Cases.Table;

/// <summary>The published cases, and what is said about those that no test restates: three lists of lines beside this file.</summary>
internal static class Catalogue
{
    private const string Separator = " | ";

    /// <summary>The folder of the solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The folder of the cases in the sources.</summary>
    internal static string Folder { get; } = Path.Combine(Root, "tests", "Supervision.Conformance", "Cases");

    /// <summary>All published cases, part by part, in the order in which they were published.</summary>
    internal static IReadOnlyList<PublishedCase> Cases { get; } =
        [.. Lines("Catalogue.txt", fields: 3).Select(static line => new PublishedCase(line[0], line[1], line[2]))];

    /// <summary>Rows that do not carry over, each with its reason.</summary>
    internal static ILookup<string, string> NotApplicable { get; } = Pairs("NotApplicable.txt");

    /// <summary>Rows whose part of the library is not there yet, each with the part.</summary>
    internal static ILookup<string, string> Open { get; } = Pairs("Open.txt");

    private static ILookup<string, string> Pairs(string file) => Lines(file, fields: 2).ToLookup(static line => line[0], static line => line[1]);

    private static IEnumerable<string[]> Lines(string file, int fields)
    {
        foreach (string line in File.ReadLines(Path.Combine(Folder, "Table", file)))
        {
            string[] parts = line.Split(Separator);
            yield return parts.Length == fields && parts.All(static part => part.Trim() == part && part.Length > 0)
                ? parts
                : throw new FormatException($"{file}: '{line}' must be {fields} texts with '{Separator}' between them.");
        }
    }

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Supervision.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run below the folder of Supervision.sln.");
        }

        return folder.FullName;
    }
}
