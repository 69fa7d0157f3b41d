namespace Supervision.Conformance.Mutations;

/// <summary>One rule of OTP's, broken on purpose.</summary>
/// <param name="Name">What is broken, in a few words joined by hyphens.</param>
/// <param name="File">The source file, relative to the root.</param>
/// <param name="Changes">The right texts, each of which the file holds exactly once, and the wrong ones.</param>
/// <param name="Suites">The test projects that look for it, in order.</param>
/// <param name="Near">The folder of each whose tests look first.</param>
/// <param name="Equivalent">Why nobody can tell the difference; null when somebody can.</param>
internal sealed record PlantedError(
    string Name, string File, IReadOnlyList<TextChange> Changes, IReadOnlyList<string> Suites, string Near, string? Equivalent)
{
    private static readonly string[] AllSuites = ["Supervision.Conformance", "Supervision.Tests"];

    internal static List<PlantedError> Read(string text) => Block.Read(text).ConvertAll(static block => new PlantedError(
        block.Title,
        block.Get("file"),
        block.Changes,
        block.Find("tests")?.Split(", ") ?? AllSuites,
        block.Find("near") ?? Path.GetFileName(Path.GetDirectoryName(block.Get("file"))!),
        block.Find("equivalent")));

    /// <summary>The source with the error in it.</summary>
    internal string ApplyTo(string source) => Changes.Count > 0
        ? Changes.Aggregate(source, (text, change) => change.ApplyTo(text) ?? throw Unfit(change))
        : throw new MutationException($"{Name}: nothing is changed");

    private MutationException Unfit(TextChange change) => new($"{Name}: {File} does not hold this exactly once:\n{change.Old}");
}
