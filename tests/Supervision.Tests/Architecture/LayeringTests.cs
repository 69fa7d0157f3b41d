using System.Text.RegularExpressions;

namespace Supervision.Tests.Architecture;

/// <summary>The folders of the core are layers: a folder knows itself and what stands to its left.</summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Layers =
        [
            "Processes", "Diagnostics", "Scheduling", "Signals", "Calls", "Mailboxes", "Faults", "Runtime", "Servers", "Backoffs", "Supervisors",
            "Trees", "Inspections", "Agents", "Registries", "Tasks", "Partitions", "Reconcilers", "Edges", "StateMachines", "Applications",
            "Breakers", "DeadLetters", "Pools", "Groups", "Bridges",
        ];

    [Fact]
    public void CoreFolders_AreAllLayers()
    {
        string[] folders = [.. Repository.SourceFiles("src/Supervision").Select(Repository.FolderOf).Where(name => name.Length > 0).Distinct()];

        Offenders.AssertNone(folders.Except(Layers));
    }

    [Fact]
    public void SourceFile_MentionsNoTypeOfALayerToItsRight()
    {
        IReadOnlyList<string> files = Repository.SourceFiles("src/Supervision");
        ILookup<string, string> foldersOfType = files
            .SelectMany(file => SourceText.DeclaredTypes(Repository.Read(file)).Select(type => (Type: type, Folder: Repository.FolderOf(file))))
            .ToLookup(pair => pair.Type, pair => pair.Folder);

        ILookup<string, string> sources = files.ToLookup(TypeOf, Repository.Read);

        Offenders.AssertNone(files.SelectMany(file => Violations(file, Repository.Read(file), sources[TypeOf(file)], foldersOfType)));
    }

    [Theory]
    [InlineData("class A { Supervisor x; }", true)]
    [InlineData("class A { /* Supervisor */ string x = \"Supervisor\"; } // Supervisor", false)]
    [InlineData("class A { object x = Reason.Supervisor; ExitReason Supervisor { get; } }", false)]
    [InlineData("class A { object x = new Supervisor(1); }", true)]
    [InlineData("class A { void X() { Supervisor(); } }", false)]
    [InlineData("record A(int Supervisor, string Path);", false)]
    [InlineData("using Supervision.Supervisors;", true)]
    public void Violations_PlantedInTheLeftmostLayer_AreFound(string source, bool found)
    {
        ILookup<string, string> types = new[] { "Supervisor" }.ToLookup(name => name, _ => "Supervisors");

        Assert.Equal(found, Violations("src/Supervision/Processes/A.cs", source, [source], types).Any());
    }

    /// <summary>The type that a file belongs to; <c>ProcessCell.Turn.cs</c> belongs to <c>ProcessCell</c>.</summary>
    private static string TypeOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static IEnumerable<string> Violations(
        string file, string source, IEnumerable<string> sourcesOfType, ILookup<string, string> foldersOfType)
    {
        int layer = Array.IndexOf(Layers, Repository.FolderOf(file));
        string text = SourceText.WithoutCommentsAndLiterals(source);
        HashSet<string> members =
        [
            .. sourcesOfType.SelectMany(part => MemberDeclaration.Matches(SourceText.WithoutCommentsAndLiterals(part)))
                .Select(match => match.Groups["name"].Value),
        ];
        foreach (Match match in Identifier.Matches(text))
        {
            string name = match.Value;
            bool isLayer = match.Index > 0 && text[match.Index - 1] == '.' && Array.IndexOf(Layers, name) > layer
                && text[..match.Index].EndsWith("Supervision.", StringComparison.Ordinal);
            bool isCall = text.AsSpan(match.Index + match.Length).StartsWith("(") && !text[..match.Index].EndsWith("new ", StringComparison.Ordinal);
            bool isType = !isCall && !members.Contains(name) && (match.Index == 0 || text[match.Index - 1] != '.')
                && foldersOfType.Contains(name) && foldersOfType[name].All(folder => Array.IndexOf(Layers, folder) > layer);
            if (isLayer || isType)
            {
                int line = text[..match.Index].Count(c => c == '\n') + 1;
                yield return $"{file}({line}): {name} is in a layer to the right";
            }
        }
    }

    [GeneratedRegex(@"\b[A-Z]\w*\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Identifier { get; }

    /// <summary>A property, method, parameter or enum member that happens to be called like a type.</summary>
    [GeneratedRegex(
        @"(?<=[\w>?\])]\s)(?<!\b(new|is|as|return|case|or|and|not|when|in|out|ref|await|throw)\s)(?<name>[A-Z]\w*)(?=\s*(\{|=>|\(|=[^=>]|,|\)))|^\s+(?<name>[A-Z]\w*)(?=\s*(,|=))",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MemberDeclaration { get; }
}
