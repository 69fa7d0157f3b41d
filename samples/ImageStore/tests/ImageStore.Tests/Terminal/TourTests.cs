namespace ImageStore.Tests;

/// <summary>What README.md shows is what the program prints.</summary>
public sealed class TourTests : IDisposable
{
    private const string Prompt = "> ";
    private readonly string _directory = Directory.CreateTempSubdirectory("image-store-").FullName;

    [Fact]
    public async Task Tour_PlayedAgain_IsAsReadmeSays()
    {
        string tour = Tour();
        string commands = string.Concat(tour.Split('\n').Where(IsCommand).Select(line => line[Prompt.Length..] + "\n"));

        (string played, int exitCode) = await PlayAsync(commands);

        Assert.Equal(tour, played);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Images_ProgramIsStartedAgain_AreThere()
    {
        await PlayAsync("ann log in\nann add (=^.^=)\nquit\n");

        (string played, int exitCode) = await PlayAsync("ann list\nann log in\nann list\n");

        Assert.Equal("> ann list\nann is not logged in.\n> ann log in\nann is logged in.\n> ann list\nd7fddcdb837a  (=^.^=)\n> \n", played);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Mistake_IsToldBeforeWhatCanBeTyped()
    {
        (string played, int exitCode) = await PlayAsync("ann frob x\nexit\n");

        Assert.StartsWith($"> ann frob x\nThere is no command 'frob'.\n{StoreTerminal.Help}\n> exit\n", played, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<(string Played, int ExitCode)> PlayAsync(string commands)
    {
        int keys = 0;
        using var shelf = new DirectoryShelf(_directory);
        await using var runtime = new ProcessRuntime(new ProcessRuntimeOptions { Time = new StoppedClock() });
        SupervisorRef root = await runtime.StartSupervisorAsync(StoreTree.Build(new StoreParts
        {
            Shelf = shelf,
            NewKey = () => new SessionKey(Invariant($"key {++keys}")),
        }));
        using var output = new StringWriter { NewLine = "\n" };
        int exitCode = await new StoreTerminal(runtime, root, new StringReader(commands), output, echoes: true).RunAsync();
        return (output.ToString(), exitCode);
    }

    /// <summary>The block in README.md that begins with a prompt.</summary>
    private static string Tour()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        string tour = readme.Split("```").First(block => block.StartsWith("text\n" + Prompt, StringComparison.Ordinal));
        return tour["text\n".Length..];
    }

    private static bool IsCommand(string line) => line.StartsWith(Prompt, StringComparison.Ordinal);
}
