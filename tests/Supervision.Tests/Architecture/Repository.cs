using System.Reflection;

namespace Supervision.Tests.Architecture;

/// <summary>Where the sources are, what they hold, and which assemblies are shipped.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The shipped assemblies, by their project's name.</summary>
    internal static IReadOnlyDictionary<string, Assembly> Shipped { get; } = new Dictionary<string, Assembly>
    {
        ["Supervision"] = typeof(Pid).Assembly,
        ["Supervision.Testing"] = Assembly.Load("Supervision.Testing"),
        ["Supervision.Hosting"] = Assembly.Load("Supervision.Hosting"),
        ["Supervision.Dashboard"] = Assembly.Load("Supervision.Dashboard"),
    };

    public static TheoryData<string> ShippedNames => [.. Shipped.Keys];

    /// <summary>All source files below a folder, as paths relative to the root with forward slashes, in order.</summary>
    internal static IReadOnlyList<string> SourceFiles(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    internal static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The first folder below the project: <c>Runtime</c> of <c>src/Supervision/Runtime/X.cs</c>; empty for a file beside it.</summary>
    internal static string FolderOf(string file)
    {
        string[] parts = file.Split('/');
        return parts.Length > 3 ? parts[2] : "";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Supervision.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run below the folder of Supervision.sln.");
        }

        return folder.FullName;
    }
}
