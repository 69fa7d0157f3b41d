using System.Text.RegularExpressions;

namespace MakeItCrash.Tests;

/// <summary>What README.md shows is what the program prints, but for times, for pids, and for the order in which partitions that know nothing of
/// each other come up.</summary>
public sealed partial class TourTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(900);

    [Fact]
    public void Tour_PlayedAgain_IsAsReadmeSays() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Theatre theatre = await Theatre.OpenAsync(test, Pause);
        await theatre.NewAsync("Ann", "Rob");
        await theatre.CrashAsync("Ann");
        await theatre.SettleAsync(Pause);
        await theatre.Stage.KillStateAsync(CancellationToken.None);
        await theatre.SettleAsync(Pause);

        Assert.Equal(Plain(Readme()), Plain(theatre.Lines));
    });

    private static string[] Readme()
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        return text.Split("```text\n")[1].Split("\n```")[0].Split('\n');
    }

    private static string[] Plain(IEnumerable<string> lines) =>
        [.. lines.Select(line => Pid.Replace(line["00:00:00.000 ".Length..], "<>")).Order(StringComparer.Ordinal)];

    [GeneratedRegex("<[0-9]+>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pid { get; }
}
