namespace Supervision.Conformance.Mutations;

/// <summary>A copy of the files that git knows, in a folder of its own, where sources may be broken. Removed at the end.</summary>
internal sealed class WorkingCopy : IDisposable
{
    private const string Library = "src/Supervision";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mutations-");

    internal WorkingCopy(string repository)
    {
        foreach (string file in ChildProgram.Need(repository, "git", "ls-files", "-z").Trim().Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            string source = Path.Combine(repository, file);
            if (File.Exists(source))
            {
                string target = PathOf(file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(source, target);
            }
        }
    }

    internal string Root => _folder.FullName;

    /// <summary>The folder of this repository's solution.</summary>
    internal static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Supervision.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new MutationException("This must run below the folder of Supervision.sln");
    }

    internal string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Builds a test project and all that it needs.</summary>
    internal void BuildSuite(string suite) => ChildProgram.Need(Root, "dotnet", "build", $"tests/{suite}", "-c", "Debug", "-v", "quiet");

    /// <summary>Builds the library alone, from the sources as they are, and keeps it.</summary>
    /// <returns>The file, for <see cref="Use"/>.</returns>
    internal string BuildLibrary(string name)
    {
        ChildProgram.Need(
            Root, "dotnet", "build", Library, "-c", "Debug", "--no-restore", "-v", "quiet", "-p:GenerateDocumentationFile=false");
        string kept = PathOf($"artifacts/{name}.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.Copy(PathOf($"{Library}/bin/Debug/net10.0/Supervision.dll"), kept);
        return kept;
    }

    /// <summary>Puts a library beside the tests, which need not be built again.</summary>
    internal void Use(string library, string suite) =>
        File.Copy(library, PathOf($"tests/{suite}/bin/Debug/net10.0/Supervision.dll"), overwrite: true);

    /// <summary>Runs the tests of a project, or of one of its namespaces, until one fails. Tests about sources are left out: they would see
    /// the text and not what it does.</summary>
    internal ChildProgram Test(string suite, string? tests, TimeSpan? limit)
    {
        string[] among = tests is null
            ? ["-namespace-", "Supervision.Tests.Architecture", "-namespace-", "Supervision.Conformance.Mutations"]
            : ["-namespace", tests];
        return ChildProgram.Run(
            Root, limit, "dotnet", [$"tests/{suite}/bin/Debug/net10.0/{suite}.dll", "-stopOnFail", "-noLogo", "-noColor", .. among]);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
