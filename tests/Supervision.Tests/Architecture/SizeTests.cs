using System.Reflection;

namespace Supervision.Tests.Architecture;

/// <summary>How large a file, a type and the public surface may become.</summary>
public sealed class SizeTests
{
    private const int MaxLinesOfAFile = 400;
    private const int MaxPublicTypesOfTheCore = 45;
    private const int MaxMembersOfAType = 20;
    private const int MaxMembersOfAnEntryPoint = 35;

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
        string[] types = [.. Repository.Shipped["Supervision"].GetExportedTypes().Where(type => !type.IsNested).Select(type => type.Name)];

        Assert.True(types.Length <= MaxPublicTypesOfTheCore, $"{types.Length} public types: {string.Join(", ", types)}");
    }

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

    /// <summary>Operators and overrides add nothing to learn.</summary>
    private static bool Counts(MemberInfo member) =>
        member is not MethodInfo method || !(method.IsSpecialName || method.GetBaseDefinition() != method);
}
