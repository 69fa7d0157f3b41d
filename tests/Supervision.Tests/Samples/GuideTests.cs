using System.Text.RegularExpressions;
using Supervision.Testing;
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
            .. new[] { "GuideSnippets.cs", "GuideFrameworks.cs", "ChaosGuide.cs" }
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
    public void Outputs_InGuide_AreWhatIsPrinted()
    {
        List<string> lines = [];
        Simulation.ExploreAll(GuideSnippets.No_schedule_loses_an_order, new() { Output = lines.Add }, "No_order_is_lost", "OrderTests.cs");
        string[] printed =
        [
            Message(() => Simulation.Test(GuideSnippets.Bank_is_asked_for_more)),
            Message(() => Simulation.Test(GuideSnippets.Somebody_stays)),
            Message(() => Simulation.Explore(GuideSnippets.Two_sales_leave_eight, null, "No_sale_is_lost", "StockTests.cs")),
            Assert.Single(lines),
            Message(() => ChaosGuide.Shop_bears_it()),
        ];

        string[] shown = [.. Repository.Read(Guide).Split("```text\n").Skip(1).Select(static rest => rest.Split("\n```")[0])];

        Assert.Equal(printed.Length, shown.Length);
        Assert.All(shown.Zip(printed), static pair => AssertShows(pair.First, pair.Second));
    }

    /// <summary>Where the guide says that more follows, it does; a token and the number of a line may be others.</summary>
    private static void AssertShows(string shown, string printed)
    {
        const string AndSoOn = "\n...";
        string text = Stable(shown);
        string real = Stable(printed);
        bool isBeginning = text.EndsWith(AndSoOn, StringComparison.Ordinal);
        text = isBeginning ? text[..^AndSoOn.Length] : text;
        Assert.Equal(text, isBeginning ? real[..Math.Min(real.Length, text.Length)] : real);
    }

    private static string Stable(string text) => Replaced(Replaced(text, "sup1:[^ \"]+", "sup1:..."), "[.]cs:[0-9]+", ".cs:1");

    private static string Replaced(string text, string pattern, string by) => Regex.Replace(text, pattern, by, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Message(Action test) => Assert.ThrowsAny<Exception>(test).Message;

    [Fact]
    public async Task RunningShop_UnderChaos_Holds()
    {
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { AllowChaos = true });

        await ChaosGuide.Running_shop_bears_it(runtime);
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
