namespace Supervision.Tests.Architecture;

public sealed class NamingTests
{
    private static readonly string[] BannedSuffixes =
        ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Base", "Impl", "Common", "Extensions"];

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void Types_HaveNoNameThatSaysNothing(string assembly)
    {
        IEnumerable<string> names = Repository.Shipped[assembly].GetTypes()
            .Select(type => type.Name.Split('`')[0])
            .Where(name => Array.Exists(BannedSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)));

        Offenders.AssertNone(names);
    }

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void PublicTypes_AreInThePackagesRootNamespace(string assembly)
    {
        IEnumerable<string> strays = Repository.Shipped[assembly].GetExportedTypes()
            .Where(type => type.Namespace != assembly)
            .Select(type => type.FullName!);

        Offenders.AssertNone(strays);
    }

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void SourceFiles_NamespaceFollowsFolderUnlessTheTypeIsPublic(string assembly)
    {
        var strays = new List<string>();
        foreach (string file in Repository.SourceFiles("src/" + assembly))
        {
            string source = Repository.Read(file);
            string folder = Repository.FolderOf(file);
            bool isPublic = source.Contains("\npublic ", StringComparison.Ordinal);
            string expected = isPublic || folder.Length == 0 ? assembly : $"{assembly}.{folder}";
            string? actual = SourceText.DeclaredNamespace(source);
            if (actual is not null && actual != expected)
            {
                strays.Add($"{file} is in {actual}; must be in {expected}");
            }
        }

        Offenders.AssertNone(strays);
    }
}
