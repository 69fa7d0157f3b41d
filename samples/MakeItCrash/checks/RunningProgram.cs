using System.Diagnostics;

namespace MakeItCrash.Checks;

/// <summary>The real program in an operating-system process of its own.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const string Prefix = "Make it crash! Open ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Uri? _listensOn;

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Prefix, StringComparison.Ordinal) == true)
            {
                _address.TrySetResult(new Uri(line.Data[Prefix.Length..].Split(' ')[0]));
            }
        };
    }

    /// <summary>Where the page is.</summary>
    public Uri Address => _listensOn ?? throw new InvalidOperationException("The program has not started.");

    /// <summary>Runs it until it says where it listens.</summary>
    public static async Task<RunningProgram> StartAsync(int port = 0, int pause = 400)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        string program = Path.Combine(AppContext.BaseDirectory, "MakeItCrash.dll");
        var start = new ProcessStartInfo(host, [program, "--port", Invariant($"{port}"), "--pause", Invariant($"{pause}")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var running = new RunningProgram(new Process { StartInfo = start });
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._listensOn = await running._address.Task.WaitAsync(Patience, TimeProvider.System);
        return running;
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Invariant($"{_process.Id}")]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
