using System.Text.RegularExpressions;
using Supervision.Conformance.Cases.Table;

namespace Supervision.Conformance.Acceptance;

/// <summary>All tests and all steps of scripts, read from the sources: the tests of other projects are not loaded here.</summary>
internal static partial class EvidenceSources
{
    internal static IReadOnlyList<Evidence> All { get; } = [.. Tests(), .. Steps()];

    private static IEnumerable<Evidence> Tests() =>
        from folder in (string[])["tests", "samples"]
        from file in Directory.EnumerateFiles(Path.Combine(Catalogue.Root, folder), "*Tests.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Catalogue.Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal)
        from test in TestsOf(ProjectOf(path), File.ReadAllLines(file))
        select test;

    /// <summary>tests/Project/... and samples/Sample/tests/Project/...</summary>
    private static string ProjectOf(string path) => path.Split('/')[path.StartsWith("samples/", StringComparison.Ordinal) ? 3 : 1];

    private static IEnumerable<Evidence> TestsOf(string project, string[] lines)
    {
        string type = "";
        List<string> attributes = [];
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (attributes.Exists(IsTest) && PublicMethod.Match(text) is { Success: true } method)
            {
                yield return new Evidence(project, $"{type}.{method.Groups["name"].Value}", !attributes.Exists(IsSkipped));
                attributes.Clear();
            }
            else if (AnAttribute.IsMatch(text) || IsGoingOn(attributes))
            {
                attributes.Add(text);
            }
            else if (PublicClass.Match(text) is { Success: true } found)
            {
                type = found.Groups["name"].Value;
                attributes.Clear();
            }
            else
            {
                attributes.Clear();
            }
        }
    }

    /// <summary>The last attribute is written over several lines and is not at its end.</summary>
    private static bool IsGoingOn(List<string> attributes) => attributes is [.., { } last] && !last.EndsWith(']');

    private static bool IsTest(string attribute) => attribute.StartsWith("[Fact", StringComparison.Ordinal) || attribute.StartsWith("[Theory", StringComparison.Ordinal);

    private static bool IsSkipped(string attribute) => IsTest(attribute) && attribute.Contains("Skip", StringComparison.Ordinal);

    /// <summary>Steps of .ci/run, and those of the samples' programs of checks, which it runs.</summary>
    private static IEnumerable<Evidence> Steps()
    {
        foreach (Match step in ScriptStep.Matches(File.ReadAllText(Path.Combine(Catalogue.Root, ".ci", "run"))))
        {
            yield return new Evidence(".ci/run", step.Groups["name"].Value, IsRun: true);
        }

        foreach (string file in Directory.EnumerateFiles(Path.Combine(Catalogue.Root, "samples"), "Program.cs", SearchOption.AllDirectories))
        {
            string[] parts = Path.GetRelativePath(Catalogue.Root, file).Split(Path.DirectorySeparatorChar);
            if (parts is [_, { } sample, "checks", _])
            {
                foreach (Match step in ProgramStep.Matches(File.ReadAllText(file)))
                {
                    yield return new Evidence(sample + ".Checks", step.Groups["name"].Value, IsRun: true);
                }
            }
        }
    }

    [GeneratedRegex(@"^\[\w+(\(|\]|,)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AnAttribute { get; }

    [GeneratedRegex(@"^public (sealed |static |partial |abstract )*class (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PublicClass { get; }

    [GeneratedRegex(@"^public (static )?(async )?(void|Task|ValueTask) (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PublicMethod { get; }

    [GeneratedRegex("(check|tests|scored) \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ScriptStep { get; }

    [GeneratedRegex("score[.]RunAsync\\(\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ProgramStep { get; }
}
