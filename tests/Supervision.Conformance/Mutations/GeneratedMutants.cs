namespace Supervision.Conformance.Mutations;

/// <summary>Lets the mutation tool change supervisors and links, and compares what no test finds with the list of equivalents.</summary>
internal sealed class GeneratedMutants(WorkingCopy copy, Score score, TextWriter log)
{
    private const string ToolVersion = "5.1.0";
    private const string Settings = "tests/Supervision.Conformance/Mutations/stryker-config.json";

    /// <summary>Tests of other things, which would be run for every mutant all the same.</summary>
    private static readonly string[] Unrelated =
    [
        "tests/Supervision.Tests/Allocations",
        "tests/Supervision.Tests/Architecture",
        "tests/Supervision.Tests/Samples",
        "tests/Supervision.Tests/Scheduling",
        "tests/Supervision.Tests/Testing",
    ];

    /// <summary>Runs the tool over its files, or over one of them.</summary>
    internal void Run(IEnumerable<Equivalent> equivalents, string? file)
    {
        foreach (string folder in Unrelated)
        {
            Directory.Delete(copy.PathOf(folder), recursive: true);
        }

        string tools = copy.PathOf("artifacts/tools");
        string output = copy.PathOf("artifacts/mutants");
        ChildProgram.Need(copy.Root, "dotnet", "tool", "install", "dotnet-stryker", "--version", ToolVersion, "--tool-path", tools);
        string[] only = file is null ? [] : ["--mutate", $"**/{file}"];
        ChildProgram run = ChildProgram.Run(
            copy.PathOf("tests"),
            null,
            Path.Combine(tools, "dotnet-stryker"),
            ["--config-file", copy.PathOf(Settings), "--output", output, "--skip-version-check", .. only]);
        string report = Path.Combine(output, "reports", "mutation-report.json");
        if (!run.IsGood || !File.Exists(report))
        {
            throw new MutationException($"Stryker ended with {run.ExitCode}:\n{run.Output}");
        }

        Judge(Mutant.Read(File.ReadAllText(report), copy.Root), equivalents);
    }

    private void Judge(IEnumerable<Mutant> mutants, IEnumerable<Equivalent> equivalents)
    {
        Dictionary<Equivalent, int> unused = equivalents.ToDictionary(static known => known, static known => known.Times);
        List<Mutant> tested = mutants.Where(static mutant => mutant.IsTested).ToList();
        foreach (Mutant mutant in tested)
        {
            string name = $"{mutant.File}:{mutant.Line} {mutant.Mutator}: {mutant.Original} -> {mutant.Replacement}";
            Equivalent? known = mutant.IsFound ? null : unused.FirstOrDefault(pair => pair.Value > 0 && pair.Key.Is(mutant)).Key;
            if (known is not null)
            {
                unused[known]--;
            }

            score.Add(name, mutant.IsFound ? mutant.Status : null, known?.Because);
        }

        HashSet<string> files = tested.Select(static mutant => mutant.File).ToHashSet(StringComparer.Ordinal);
        foreach ((Equivalent stale, int _) in unused.Where(pair => pair.Value > 0 && files.Contains(pair.Key.File)))
        {
            log.WriteLine($"not needed  the equivalent {stale.File}: {stale.Original} -> {stale.Becomes}");
        }
    }
}
