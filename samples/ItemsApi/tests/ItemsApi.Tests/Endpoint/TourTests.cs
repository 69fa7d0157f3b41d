using System.Text;
using System.Text.RegularExpressions;
using Supervision;

namespace ItemsApi.Tests;

/// <summary>What README.md shows is what the program answers.</summary>
public sealed partial class TourTests : IAsyncLifetime
{
    private const int Hang = 120_000;
    private const string Prompt = "$ ";
    private RunningApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task Tour_PlayedAgain_IsAsReadmeSays()
    {
        string tour = Tour();
        List<string> played = [];
        foreach (string line in tour.Split('\n').Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            played.Add(line);
            string answer = await PlayAsync(Command.Match(line));
            if (answer.Length > 0)
            {
                played.Add(answer);
            }
        }

        Assert.Equal(Timeless(tour), Timeless(string.Join('\n', played)));
    }

    /// <summary>One request, and whatever a person's next request would come after.</summary>
    private async Task<string> PlayAsync(Match command)
    {
        string path = command.Groups["path"].Value;
        Task<ExitReason> mailerEnds = _api.Find(Names.Mailer).WaitForExitAsync(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(command.Groups["post"].Success ? HttpMethod.Post : HttpMethod.Get, new Uri(path, UriKind.Relative))
        {
            Content = command.Groups["body"].Success ? new StringContent(command.Groups["body"].Value, Encoding.UTF8) : null,
        };
        using HttpResponseMessage answer = await _api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        switch (path)
        {
            case "/crash/mailer":
                await mailerEnds;
                break;
            case "/crash/repository":
                await _api.Log.WaitForAsync("Repository answers", times: 2);
                break;
            case "/kill/mailer-supervisor":
                await _api.Log.WaitForAsync("degraded: mailer");
                break;
            case "/repair/mailer":
                await _api.Log.WaitForAsync("Ready: ready", times: 2);
                break;
        }

        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n');
    }

    /// <summary>An item has a time, and restarts are counted for five seconds: how long a machine takes for the tour is its own affair.</summary>
    private static string[] Timeless(string text) => Restarts.Replace(Time.Replace(text, "\"createdAt\":…"), "some restarts").Split('\n');

    private static string Tour()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        return readme.Split("```text\n" + Prompt)[1].Split("\n```")[0].Insert(0, Prompt);
    }

    [GeneratedRegex("[0-9]+ of [0-9]+ restarts", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Restarts { get; }

    [GeneratedRegex("\"createdAt\":\"[^\"]+\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Time { get; }

    [GeneratedRegex(
        "^\\$ curl (?<post>-X POST )?http://127\\.0\\.0\\.1:5080(?<path>[^ ]+)( -d '(?<body>[^']*)')?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Command { get; }
}
