using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>What the test kit's README shows compiles and does what it says.</summary>
public sealed class GuideTests
{
    private const string Guide = "src/Supervision.Testing/README.md";

    [Fact]
    public void Snippets_InGuide_AreCompiledCode()
    {
        HashSet<string> compiled =
        [
            .. new[] { "GuideSnippets.cs", "GuideFrameworks.cs" }
                .SelectMany(static file => Repository.Read("tests/Supervision.Tests/Samples/" + file).Split('\n'))
                .Select(static line => line.Trim()),
        ];

        IEnumerable<string> invented = Repository.Read(Guide).Split("```csharp\n").Skip(1)
            .SelectMany(static rest => rest.Split("```")[0].Split('\n'))
            .Select(static line => line.Trim())
            .Where(line => line.Length > 0 && !compiled.Contains(line));

        Offenders.AssertNone(invented);
    }

    [Fact]
    public void FiveTests_InGuide_AreAllShown()
    {
        string text = Repository.Read(Guide);

        IEnumerable<string> missing = typeof(GuideSnippets).GetMethods()
            .Where(static method => method.GetParameters() is [{ ParameterType.Name: "TestProcess" }])
            .Select(static method => $"public static async Task {method.Name}(TestProcess test)")
            .Where(line => !text.Contains(line, StringComparison.Ordinal));

        Offenders.AssertNone(missing);
    }

    [Fact]
    public void NUnitTests_Run()
    {
        GuideFrameworks.OrderTests tests = new();

        tests.Counter_counts();
        tests.No_order_is_lost();
    }

    [Fact]
    public async Task RealTestsAndPlainMain_Run()
    {
        await new GuideFrameworks.OrderTests().Counter_counts_for_real();
        await GuideFrameworks.MainAsync();
        await GuideSnippets.RealAsync();
        GuideSnippets.Options();
    }

    [Fact]
    public void Package_CarriesItsOwnReadme() =>
        Assert.Contains("Exists('$(MSBuildProjectDirectory)/README.md')", Repository.Read("src/Library.props"), StringComparison.Ordinal);
}
