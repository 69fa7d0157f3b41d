using System.Text.RegularExpressions;

namespace FactConsumers.Tests;

/// <summary>What README.md shows is what the program answers.</summary>
public sealed partial class TourTests
{
    private const int Hang = 120_000;
    private const string Prompt = "$ ";

    [Fact(Timeout = Hang)]
    public async Task Tour_PlayedAgain_IsAsReadmeSays()
    {
        await using RunningFacts facts = await RunningFacts.StartAsync();
        string tour = Tour();
        List<string> played = [];
        foreach (string line in tour.Split('\n').Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            played.Add(line);
            played.Add(await PlayAsync(facts, Command.Match(line)));
        }

        Assert.Equal(Timeless(tour), Timeless(string.Join('\n', played)));
    }

    /// <summary>One request, and whatever a person's next request would come after.</summary>
    private static async Task<string> PlayAsync(RunningFacts facts, Match command)
    {
        string path = command.Groups["path"].Value;
        Pid monitor = facts.Runtime.Find(facts.Parts.Names.Monitor);
        bool isConsuming = monitor.IsAlive;
        (_, string text) = await facts.AskAsync(
            command.Groups["post"].Success ? "POST" : "GET", path, command.Groups["body"].Success ? command.Groups["body"].Value : null);
        switch (path)
        {
            case "/facts/toxicity":
                await facts.EndOfAsync(monitor);
                break;
            case "/facts/mushrooms" when isConsuming:
                await facts.Log.WaitForAsync(text.Contains("painted", StringComparison.Ordinal) ? "put fact 4 aside" : "integrated fact 1");
                break;
            case "/heal":
                await facts.Log.WaitForAsync("integrated fact 2");
                await facts.Log.WaitForAsync("integrated fact 3");
                break;
            case "/crash/monitor":
                await facts.Log.WaitForAsync("ConsumerMonitor watches 2 consumers", times: 3);
                break;
            case "/dead-letters/1/requeue" when text.Contains("back", StringComparison.Ordinal):
                await facts.Log.WaitForAsync("integrated fact 4");
                break;
        }

        return text.TrimEnd('\n');
    }

    /// <summary>Restarts are counted for five seconds, and how long a machine takes for the tour is its own affair.</summary>
    private static string[] Timeless(string text) => Restarts.Replace(text, "some of 3 restarts").Split('\n');

    private static string Tour()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        return readme.Split("```text\n" + Prompt)[1].Split("\n```")[0].Insert(0, Prompt);
    }

    [GeneratedRegex("[0-3] of 3 restarts", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Restarts { get; }

    [GeneratedRegex(
        "^\\$ curl (?<post>-X POST )?http://127\\.0\\.0\\.1:5070(?<path>[^ ]+)( -d '(?<body>[^']*)')?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Command { get; }
}
