using System.Diagnostics;
using System.Globalization;

namespace DeviceGateway.Checks;

/// <summary>A real server that can be stopped and started again, by one of the scripts beside the checks' library.</summary>
internal sealed class OwnServer(string script, string directory)
{
    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; } = int.Parse(File.ReadAllText(Path.Combine(directory, "port")), CultureInfo.InvariantCulture);

    /// <summary>Whether it was left running.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Starts it again; it answers when this completes.</summary>
    public async Task StartAsync()
    {
        await RunAsync("start");
        IsUp = true;
    }

    /// <summary>Stops it as an operator does.</summary>
    public Task StopAsync() => EndAsync("stop");

    /// <summary>Stops it as the loss of power does.</summary>
    public Task CrashAsync() => EndAsync("crash");

    /// <summary>For a while it says nothing, and its connections stay.</summary>
    public async Task FreezeAsync(TimeSpan time)
    {
        await RunAsync("freeze");
        await Task.Delay(time, TimeProvider.System);
        await RunAsync("thaw");
    }

    private Task EndAsync(string how)
    {
        IsUp = false;
        return RunAsync(how);
    }

    private async Task RunAsync(string command)
    {
        using var process = Process.Start(script, [command, directory]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(Invariant($"{script} {command} ended with {process.ExitCode}."));
        }
    }
}
