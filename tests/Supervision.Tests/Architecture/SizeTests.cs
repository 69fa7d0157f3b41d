using System.Reflection;

namespace Supervision.Tests.Architecture;

/// <summary>How large a file, a type and the public surface may become.</summary>
public sealed class SizeTests
{
    private const int MaxLinesOfAFile = 400;
    private const int MaxPublicTypesOfTheCore = 45;
    private const int MaxPublicTypesOfABlock = 8;
    private const int MaxMembersOfAType = 20;
    private const int MaxMembersOfAnEntryPoint = 35;

    /// <summary>Folders that are not about processes, servers and supervisors themselves.</summary>
    private static readonly string[] Blocks =
        [
            "Diagnostics", "Faults", "Backoffs", "Trees", "Inspections", "Agents", "Registries", "Tasks", "Partitions", "Reconcilers",
            "Edges", "StateMachines", "Applications", "Breakers", "DeadLetters", "Pools", "Groups", "Bridges",
        ];

    private static readonly Type[] EntryPoints = [.. Repository.Shipped["Supervision"].GetExportedTypes()
        .Where(type => type.Name is "ProcessContext" or "ProcessRuntime")];

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void SourceFiles_AreShort(string folder)
    {
        IEnumerable<string> tooLong = Repository.SourceFiles(folder)
            .Select(file => (File: file, Lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count()))
            .Where(item => item.Lines > MaxLinesOfAFile)
            .Select(item => $"{item.File} has {item.Lines} lines; at most {MaxLinesOfAFile}");

        Offenders.AssertNone(tooLong);
    }

    [Fact]
    public void Core_HasFewPublicTypes()
    {
        ILookup<bool, string> types = PublicTypesToLearn().ToLookup(item => Blocks.Contains(item.Folder), item => item.Type);
        string[] core = [.. types[false]];

        Assert.True(core.Length <= MaxPublicTypesOfTheCore, $"{core.Length} public types: {string.Join(", ", core)}");
    }

    [Fact]
    public void Blocks_HaveFewPublicTypes() => Offenders.AssertNone(PublicTypesToLearn()
        .Where(item => Blocks.Contains(item.Folder))
        .GroupBy(item => item.Folder, item => item.Type)
        .Where(block => block.Count() > MaxPublicTypesOfABlock)
        .Select(block => $"{block.Key}: {string.Join(", ", block)}"));

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void PublicTypes_HaveFewMembers(string assembly)
    {
        IEnumerable<string> tooLarge = Repository.Shipped[assembly].GetExportedTypes()
            .Where(type => !type.IsEnum)
            .Select(type => (Type: type, Count: PublicApi.Members(type).Count(Counts)))
            .Where(item => item.Count > (EntryPoints.Contains(item.Type) ? MaxMembersOfAnEntryPoint : MaxMembersOfAType))
            .Select(item => $"{item.Type.Name} has {item.Count} members");

        Offenders.AssertNone(tooLarge);
    }

    /// <summary>Nested types and options are found where they are used; the others must be known.</summary>
    private static IEnumerable<(string Folder, string Type)> PublicTypesToLearn() =>
        from file in Repository.SourceFiles("src/Supervision")
        let type = Path.GetFileName(file).Split('.')[0]
        where Repository.Shipped["Supervision"].GetExportedTypes().Any(item => !item.IsNested && item.Name.Split('`')[0] == type)
        where !type.EndsWith("Options", StringComparison.Ordinal)
        group Repository.FolderOf(file) by type into files
        select (files.First(), files.Key);

    /// <summary>Operators and overrides add nothing to learn.</summary>
    private static bool Counts(MemberInfo member) =>
        member is not MethodInfo method || !(method.IsSpecialName || method.GetBaseDefinition() != method);
}
