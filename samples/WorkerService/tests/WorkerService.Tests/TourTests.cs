using Supervision;
using Supervision.Hosting;
using Supervision.Hosting.Tests;

namespace WorkerService.Tests;

/// <summary>What README.md shows is what the program answers.</summary>
public sealed class TourTests
{
    private const string Prompt = "$ dotnet run --project samples/WorkerService -- ";

    [Fact]
    public async Task Tour_PlayedAgain_IsAsReadmeSays()
    {
        await using TestHost host = TestHost.Build(WorkerTree.Declare);
        string tour = Tour();
        List<string> played = [];
        foreach (string line in tour.Split('\n').Where(static line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            (int code, string text) = SupervisionCommand.Answer(host.Supervision, line[Prompt.Length..].Split(' ')) ?? (-1, "");
            Assert.Equal(0, code);
            played.Add(line);
            played.Add(text.TrimEnd('\n'));
        }

        Assert.Equal(tour, string.Join('\n', played));
    }

    private static string Tour()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        return readme.Split("```text\n")[1].Split("\n```")[0];
    }
}
