using System.Diagnostics;

namespace Checks;

/// <summary>The real program in an operating-system process of its own. It says on a line of its own where it listens:
/// <c>Name listens on URL</c>, behind which there can be more.</summary>
public sealed class CheckedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _awaitedLine;
    private readonly string _prefix;
    private Uri? _listensOn;

    private CheckedProgram(string name, Process process, string? awaitedLine)
    {
        _awaitedLine = awaitedLine;
        _process = process;
        _prefix = name + " listens on ";
        process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(_log, line.Data);
    }

    /// <summary>Where the API is.</summary>
    public Uri Address => _listensOn ?? throw new InvalidOperationException("The program has not started.");

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard output so far.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    /// <summary>What it wrote to standard error so far.</summary>
    public IReadOnlyList<string> Log => Copy(_log);

    /// <summary>Runs it until it says where it listens.</summary>
    /// <param name="name">The name of its assembly, which lies beside this one.</param>
    /// <param name="arguments">What it is told.</param>
    public static async Task<CheckedProgram> StartAsync(string name, params string[] arguments)
    {
        CheckedProgram program = Launch(name, arguments);
        Task first = await Task.WhenAny(program._address.Task, program._process.WaitForExitAsync()).WaitAsync(Patience, TimeProvider.System);
        if (first != program._address.Task)
        {
            string log = string.Join('\n', program.Log);
            await program.DisposeAsync();
            throw new InvalidOperationException($"The program did not start: {log}");
        }

        program._listensOn = await program._address.Task;
        return program;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Log)> RunToEndAsync(string name, params string[] arguments)
    {
        await using CheckedProgram program = Launch(name, arguments);
        int exitCode = await program.WaitForExitAsync();
        return (exitCode, string.Join('\n', program.Output), string.Join('\n', program.Log));
    }

    /// <summary>Runs it until it logs something, and sends SIGTERM then.</summary>
    /// <param name="name">The name of its assembly, which lies beside this one.</param>
    /// <param name="line">A part of what it logs.</param>
    /// <param name="arguments">What it is told.</param>
    public static async Task<(int ExitCode, string Log)> TerminateWhenAsync(string name, string line, params string[] arguments)
    {
        await using CheckedProgram program = Launch(name, arguments, line);
        await Task.WhenAny(program._awaited.Task, program._process.WaitForExitAsync()).WaitAsync(Patience, TimeProvider.System);
        int exitCode = await program.TerminateAsync();
        return (exitCode, string.Join('\n', program.Log));
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Invariant($"{_process.Id}")]);
        await kill.WaitForExitAsync();
        return await WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static CheckedProgram Launch(string name, IReadOnlyList<string> arguments, string? awaitedLine = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var program = new CheckedProgram(name, new Process { StartInfo = start }, awaitedLine);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    private void Take(List<string> lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Add(line);
        }

        if (_awaitedLine is not null && line.Contains(_awaitedLine, StringComparison.Ordinal))
        {
            _awaited.TrySetResult();
        }

        if (line.StartsWith(_prefix, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[_prefix.Length..].Split(' ', ';')[0]));
        }
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
