using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Services.Checks;

/// <summary>One of the services as a process of its own on loopback; it keeps its port when it is started again.</summary>
internal sealed class RunningService(string name, IReadOnlyList<string> arguments) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    public string Name { get; } = name;

    public int Port { get; } = FreePort();

    public int Id => _process!.Id;

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using Process process = Launch(arguments, "http://127.0.0.1:0");
        Task<string> log = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await log);
    }

    /// <summary>Starts it. Whether it is ready is another question.</summary>
    public void Start()
    {
        _process?.Dispose();
        _process = Launch(arguments, Invariant($"http://127.0.0.1:{Port}"));
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The status, 0 for none, and the text.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(Invariant($"http://127.0.0.1:{Port}{path}")));
            return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return (0, error.Message);
        }
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The exit code; null when it has not ended in time.</returns>
    public async Task<int?> WaitForExitAsync(TimeSpan within)
    {
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(within, TimeProvider.System);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private static Process Launch(IReadOnlyList<string> arguments, string url) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Services.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = url },
        })!;

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
