using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>What the page about services shows is in samples/Services; its checks run it and compare the outputs.</summary>
public sealed class ServicesTests
{
    private const string Page = "src/Supervision/SERVICES.md";

    [Fact]
    public void ComposeFile_OnThePage_IsTheOneThatIsUsed() => Assert.Equal(Repository.Read("samples/Services/compose.yaml").Trim(), Block("yaml"));

    [Fact]
    public void Declaration_OnThePage_IsTheOneThatRuns()
    {
        HashSet<string> compiled = [.. Repository.Read("samples/Services/ServiceTree.cs").Split('\n').Select(static line => line.Trim())];

        Offenders.AssertNone(Block("csharp").Split('\n').Select(static line => line.Trim()).Where(line => !compiled.Contains(line)));
    }

    [Fact]
    public void Page_IsLinked() => Assert.Contains($"({Page})", Repository.Read("README.md"), StringComparison.Ordinal);

    private static string Block(string language) => Assert.Single(Repository.Read(Page).Split($"```{language}\n").Skip(1)).Split("\n```")[0].Trim();
}
