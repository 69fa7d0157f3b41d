using System.Text.Json;

namespace Supervision.Conformance.Mutations;

/// <summary>One change that the mutation tool made, and what became of it.</summary>
/// <param name="File">The source file, relative to the root.</param>
/// <param name="Line">Where, for people: lines move.</param>
/// <param name="Mutator">The tool's name for the kind of change.</param>
/// <param name="Original">The text that was changed, on one line.</param>
/// <param name="Replacement">What it became, on one line.</param>
/// <param name="Status">The tool's word for what became of it.</param>
internal sealed record Mutant(string File, int Line, string Mutator, string Original, string Replacement, string Status)
{
    private const int LongestText = 160;

    internal bool IsTested => Status is not ("CompileError" or "Ignored");

    /// <summary>A mutant that hangs the tests is found as well.</summary>
    internal bool IsFound => Status is "Killed" or "Timeout";

    /// <summary>The mutants of a report in the format of mutation-testing-elements.</summary>
    internal static List<Mutant> Read(string report, string root)
    {
        using JsonDocument document = JsonDocument.Parse(report);
        List<Mutant> mutants = [];
        foreach (JsonProperty file in document.RootElement.GetProperty("files").EnumerateObject())
        {
            string path = Path.GetRelativePath(root, Path.Combine(root, "src/Supervision", file.Name)).Replace('\\', '/');
            string[] lines = file.Value.GetProperty("source").GetString()!.ReplaceLineEndings("\n").Split('\n');
            mutants.AddRange(file.Value.GetProperty("mutants").EnumerateArray().Select(mutant => Read(path, lines, mutant)));
        }

        return mutants;
    }

    /// <summary>A text on one line, white space folded, cut where it gets long.</summary>
    internal static string Flat(string text)
    {
        string flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return flat.Length <= LongestText ? flat : flat[..LongestText];
    }

    private static Mutant Read(string file, string[] lines, JsonElement mutant)
    {
        JsonElement location = mutant.GetProperty("location");
        (int line, int column) = Place(location.GetProperty("start"));
        (int lastLine, int lastColumn) = Place(location.GetProperty("end"));
        string original = line == lastLine
            ? lines[line][column..lastColumn]
            : string.Join('\n', [lines[line][column..], .. lines[(line + 1)..lastLine], lines[lastLine][..lastColumn]]);
        return new Mutant(
            file,
            line + 1,
            mutant.GetProperty("mutatorName").GetString()!,
            Flat(original),
            Flat(mutant.GetProperty("replacement").GetString()!),
            mutant.GetProperty("status").GetString()!);
    }

    private static (int Line, int Column) Place(JsonElement place) =>
        (place.GetProperty("line").GetInt32() - 1, place.GetProperty("column").GetInt32() - 1);
}
