using System.Text.RegularExpressions;

namespace DeviceGateway.Tests;

/// <summary>What README.md shows is what the program answers.</summary>
public sealed partial class TourTests
{
    private const int Hang = 240_000;
    private const string Prompt = "$ ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact(Timeout = Hang)]
    public async Task Tour_PlayedAgain_IsAsReadmeSays()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.EventuallyAsync("/devices", text => text.Contains("\"ends\":2", StringComparison.Ordinal) && text.Contains("startsIn", StringComparison.Ordinal));
        foreach (string step in Tour().Split('\n' + Prompt))
        {
            string[] lines = step.Split('\n', 2);
            Assert.Equal(Timeless(lines[1]), await PlayAsync(gateway, Command.Match(lines[0]), Timeless(lines[1])));
        }
    }

    /// <summary>One request. What somebody looks at may take a moment to become so, as a person does between two requests.</summary>
    private static async Task<string> PlayAsync(RunningGateway gateway, Match command, string expected)
    {
        Assert.True(command.Success, "a line of the tour is no command");
        string path = command.Groups["path"].Value;
        if (command.Groups["post"].Success)
        {
            return Timeless((await gateway.AskAsync("POST", path, command.Groups["body"].Success ? command.Groups["body"].Value : null)).Text);
        }

        long started = gateway.Runtime.Time.GetTimestamp();
        while (true)
        {
            string answer = Timeless((await gateway.AskAsync("GET", path)).Text);
            if (answer == expected || gateway.Runtime.Time.GetElapsedTime(started) > Patience)
            {
                return answer;
            }

            await gateway.SomethingAsync();
        }
    }

    /// <summary>Without what depends on how long a machine takes for the tour.</summary>
    private static string Timeless(string text)
    {
        text = Restarts.Replace(text.Trim('\n'), "some of 3 restarts");
        text = Latest.Replace(text, "\"latest\":[...]");
        text = Numbers.Replace(text, "\"${name}\":some");
        text = Empty.Replace(text, "\"waiting\":0,");
        return Moments.Replace(text, "sometime");
    }

    private static string Tour()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        return readme.Split("```text\n" + Prompt)[1].Split("\n```")[0];
    }

    [GeneratedRegex("[0-3] of 3 restarts", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Restarts { get; }

    [GeneratedRegex("\"latest\":\\[[^]]*\\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Latest { get; }

    [GeneratedRegex("\"(?<name>taken|safe|stored)\":[0-9]+|\"(?<name>waiting)\":[1-9][0-9]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Numbers { get; }

    /// <summary>While the database is there nearly nothing waits, and what it is says only how fast the machine is.</summary>
    [GeneratedRegex("\"waiting\":some,", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Empty { get; }

    [GeneratedRegex("[0-9-]{10}T[0-9:.+]+|[0-9]{2}:[0-5][0-9]:[0-9]{2}(?=\",\"why)|[0-9.]+ s(?=: restart)|restart [1-3] of 3", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Moments { get; }

    [GeneratedRegex(
        "^(\\$ )?curl (?<post>-X POST )?http://127\\.0\\.0\\.1:5090(?<path>[^ ]+)( -d '(?<body>[^']*)')?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Command { get; }
}
