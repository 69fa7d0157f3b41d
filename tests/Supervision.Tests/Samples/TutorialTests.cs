using System.Diagnostics;
using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>The guide's six programs are those in samples/Guide, and print what the guide says.</summary>
public sealed class TutorialTests
{
    private const string Guide = "src/Supervision/GUIDE.md";

    public static TheoryData<string> Steps { get; } = ["1-Spawn", "2-Send", "3-Link", "4-Trap", "5-Supervise", "6-Limit"];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Program_OfAStep_IsTheOneThatRuns(string step) =>
        Assert.Equal(Repository.Read($"samples/Guide/{step}/Program.cs").Trim(), Shown(step, "csharp"));

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Program_OfAStep_PrintsWhatTheGuideSays(string step) => Assert.Equal(Shown(step, "text"), await RunAsync(step));

    [Theory]
    [MemberData(nameof(Steps))]
    public void Program_OfAStep_FitsOnAScreen(string step) => Assert.InRange(Shown(step, "csharp").Split('\n').Length, 10, 45);

    [Fact]
    public void Guide_ShowsAllPrograms_AndIsLinked()
    {
        string[] folders = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples", "Guide")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

        Assert.Equal(folders, Steps.Select(static step => step.Data));
        Assert.Equal(folders.Length, Blocks(Repository.Read(Guide), "csharp").Length);
        Assert.Contains($"({Guide})", Repository.Read("README.md"), StringComparison.Ordinal);
    }

    private static string Shown(string step, string language)
    {
        string section = Repository.Read(Guide).Split($"dotnet run --project samples/Guide/{step}\n")[1].Split("\n## ")[0];
        return Assert.Single(Blocks(section, language));
    }

    private static string[] Blocks(string text, string language) =>
        [.. text.Split($"```{language}\n").Skip(1).Select(static rest => rest.Split("\n```")[0].Trim())];

    /// <summary>A process of its own, as a reader starts it; built with this project, in the same configuration.</summary>
    private static async Task<string> RunAsync(string step)
    {
        string output = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "Supervision.Tests"), AppContext.BaseDirectory);
        string program = Path.Combine(Repository.Root, "samples", "Guide", step, output, step[2..] + ".dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return printed.Trim();
    }
}
