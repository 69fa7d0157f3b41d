using System.Diagnostics;

namespace ImageStore.Tests;

/// <summary>The program in a process of its own: how it begins and how it ends.</summary>
public sealed class ProgramTests : IDisposable
{
    private const int Hang = 120_000;
    private readonly string _directory = Directory.CreateTempSubdirectory("image-store-").FullName;
    private Process? _process;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory(Timeout = Hang)]
    [InlineData("DIRECTORY was ''; must be a text that is not empty. See --help.", "")]
    [InlineData("There is no option '--frob'. See --help.", "--frob")]
    [InlineData("There is no option 'two'. See --help.", "one", "two")]
    public async Task Run_Mistake_IsToldAndEndsWithTwo(string mistake, params string[] arguments)
    {
        Start(arguments);

        Assert.Equal(mistake, (await _process!.StandardError.ReadToEndAsync(Test)).TrimEnd());
        Assert.Equal(2, await ExitCodeAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task Run_Help_IsPrintedAndEndsWithZero()
    {
        Start("--help");

        string help = await _process!.StandardOutput.ReadToEndAsync(Test);
        Assert.Contains("dotnet run --project samples/ImageStore -- [<DIRECTORY>] [options]", help, StringComparison.Ordinal);
        Assert.Contains("images-data", help, StringComparison.Ordinal);
        Assert.Contains(StoreTerminal.Help, help, StringComparison.Ordinal);
        Assert.Equal(0, await ExitCodeAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task Run_Terminated_StopsTheTreeAndEndsWithZero()
    {
        Start(_directory);
        Assert.StartsWith("Images are kept in ", await _process!.StandardOutput.ReadLineAsync(Test), StringComparison.Ordinal);
        await _process.StandardInput.WriteLineAsync("tree");
        await UntilAsync("images#1  named images");

        using var kill = Process.Start("kill", ["-TERM", Invariant($"{_process.Id}")]);

        Assert.Equal(0, await ExitCodeAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task Run_DirectoryIsAFile_SaysInOneLineWhichAndEndsWithOne()
    {
        string file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "", Test);

        Start(file);

        string why = Assert.Single((await _process!.StandardError.ReadToEndAsync(Test)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("ImageStore: The supervision tree did not start. image-store/accounts: ", why, StringComparison.Ordinal);
        Assert.Contains(file, why, StringComparison.Ordinal);
        Assert.Equal(1, await ExitCodeAsync());
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Start(params string[] arguments) => _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ImageStore.dll"), .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private async Task UntilAsync(string part)
    {
        while (!(await _process!.StandardOutput.ReadLineAsync(Test))!.Contains(part, StringComparison.Ordinal))
        {
        }
    }

    private async Task<int> ExitCodeAsync()
    {
        await _process!.WaitForExitAsync(Test);
        return _process.ExitCode;
    }
}
