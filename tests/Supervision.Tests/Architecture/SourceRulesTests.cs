using System.Text.RegularExpressions;

namespace Supervision.Tests.Architecture;

/// <summary>Rules of the house that no analyzer has.</summary>
public sealed partial class SourceRulesTests
{
    private static readonly string[] VisibleEntries =
        ["Directory.Build.props", "LICENSE", "README.md", "Supervision.sln", "benchmarks", "samples", "src", "tests"];

    [Fact]
    public void TopLevel_HoldsOnlyTheFixedEntries()
    {
        IEnumerable<string> entries = Directory.EnumerateFileSystemEntries(Repository.Root)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && name is not ("artifacts" or "TestResults"));

        Offenders.AssertNone(entries.Except(VisibleEntries));
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    public void ProjectFiles_NeverHideWarnings(string folder)
    {
        IEnumerable<string> hiding = Directory.Exists(Path.Combine(Repository.Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.*proj", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.props", SearchOption.AllDirectories))
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
                .Where(file => File.ReadAllText(file).Contains("<NoWarn", StringComparison.Ordinal))
            : [];

        Offenders.AssertNone(hiding);
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Sources_HaveNoRegionsAndNoOpenEnds(string folder)
    {
        IEnumerable<string> offenders =
            from file in Repository.SourceFiles(folder)
            where file != "tests/Supervision.Tests/Architecture/DocumentationTests.cs" && file != "tests/Supervision.Tests/Architecture/SourceRulesTests.cs"
            from line in File.ReadLines(Path.Combine(Repository.Root, file)).Index()
            where OpenEnd.IsMatch(line.Item)
            select $"{file}({line.Index + 1}): {line.Item.Trim()}";

        Offenders.AssertNone(offenders);
    }

    [Fact]
    public void Suppressions_SayWhy()
    {
        IEnumerable<string> offenders =
            from file in Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"))
            from line in File.ReadLines(Path.Combine(Repository.Root, file)).Index()
            where line.Item.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal)
                && !line.Item.Contains("//", StringComparison.Ordinal)
            select $"{file}({line.Index + 1}): {line.Item.Trim()}";

        Offenders.AssertNone(offenders);
    }

    [Fact]
    public void CatchingEverything_SaysWhy()
    {
        IEnumerable<string> offenders =
            from file in Repository.SourceFiles("src")
            let lines = File.ReadAllLines(Path.Combine(Repository.Root, file))
            from line in lines.Index()
            where CatchAll.IsMatch(line.Item) && !lines.Skip(line.Index).TakeWhile(text => text.Trim() != "}").Any(text => text.Trim() == "throw;")
            let neighbours = new[] { line.Item, lines[Math.Max(0, line.Index - 1)], lines[Math.Min(lines.Length - 1, line.Index + 2)] }
            where !Array.Exists(neighbours, text => text.Contains("//", StringComparison.Ordinal))
            select $"{file}({line.Index + 1}): {line.Item.Trim()}";

        Offenders.AssertNone(offenders);
    }

    /// <summary>With a condition it is not everything that is caught.</summary>
    [GeneratedRegex(@"^\s*catch(\s*\(Exception( \w+)?\))?\s*(//.*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CatchAll { get; }

    [GeneratedRegex(@"^\s*#region|//.*\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OpenEnd { get; }
}
