namespace DeviceGateway.Checks;

/// <summary>The gateway that runs now. It is killed and started again, always on the same disk.</summary>
internal sealed class GatewayLife(World world) : IAsyncDisposable
{
    private CheckedProgram? _program;

    /// <summary>The one that runs now, or ran last.</summary>
    public CheckedProgram Program => _program ?? throw new InvalidOperationException("The gateway was not started.");

    /// <summary>How often it has ended without having been told to.</summary>
    public List<string> Surprises { get; } = [];

    public async Task StartAsync(params string[] more)
    {
        CheckedProgram? before = _program;
        _program = await world.StartGatewayAsync(more);
        if (before is not null)
        {
            await before.DisposeAsync();
        }
    }

    /// <summary>Sends SIGTERM.</summary>
    public Task<int> StopAsync() => Program.TerminateAsync();

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task KillAsync() => Program.KillAsync();

    /// <summary>Starts it again if it has ended by itself, and remembers that it has.</summary>
    public async Task CheckAsync()
    {
        if (Program.HasExited)
        {
            Surprises.Add(string.Join('\n', Program.Log.TakeLast(3)));
            await StartAsync();
        }
    }

    public ValueTask DisposeAsync() => _program?.DisposeAsync() ?? ValueTask.CompletedTask;
}
