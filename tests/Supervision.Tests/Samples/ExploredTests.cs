using System.Text.RegularExpressions;
using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>The written session of exploration names every sample, and what it says is held by tests is.</summary>
public sealed partial class ExploredTests
{
    private const string Report = "samples/EXPLORED.md";

    [Fact]
    public void Report_NamesEverySample()
    {
        string[] headings = [.. Repository.Read(Report).Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)).SelectMany(static line => line[3..].Split(", "))];

        Offenders.AssertNone(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).Where(IsProgram).Select(static folder => Path.GetFileName(folder)!)
            .Where(sample => !headings.Contains(sample, StringComparer.Ordinal)));
    }

    [Fact]
    public void Tests_ThatTheReportNames_AreThere()
    {
        string tests = string.Concat(new[] { "tests", "samples" }
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*Tests.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        string[] named = [.. Named.Matches(Repository.Read(Report)).Select(static match => match.Groups["test"].Value)];

        Assert.NotEmpty(named);
        Offenders.AssertNone(named.Where(test => !tests.Contains($" {test}(", StringComparison.Ordinal)));
    }

    /// <summary>Some folders hold what samples share.</summary>
    private static bool IsProgram(string folder) => Directory.EnumerateFiles(folder, "Program.cs", SearchOption.AllDirectories).Any();

    [GeneratedRegex(@"`\w+Tests[.](?<test>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named { get; }
}
