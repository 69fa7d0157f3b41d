namespace Supervision.Testing.Chaos;

/// <summary>The work that a tree does while it is struck: some processes that do it again and again.</summary>
internal sealed class LiveLoad : IAsyncDisposable
{
    private readonly ProcessRuntime _runtime;
    private readonly ChaosOptions _options;
    private readonly List<Pid> _processes = [];
    private volatile bool _isOver;

    internal LiveLoad(ProcessRuntime runtime, ChaosOptions options, LoadCounts counts)
    {
        _runtime = runtime;
        _options = options;
        for (int i = 0; options.Load is { } load && i < options.LoadProcesses; i++)
        {
            _processes.Add(runtime.Spawn(context => RunAsync(load, context, counts), new ProcessOptions { Label = "load" }));
        }
    }

    /// <summary>Ends it; who does not come to an end is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        Task ended = Task.WhenAll(_processes.Select(static pid => pid.WaitForExitAsync(CancellationToken.None)));
        await Task.WhenAny(ended, Task.Delay(_options.SettlesWithin, _runtime.Time, CancellationToken.None)).ConfigureAwait(true); // where it is disposed
        foreach (Pid pid in _processes)
        {
            pid.Exit(ExitReason.Kill);
        }
    }

    private async Task RunAsync(Func<ProcessContext, Task> load, ProcessContext context, LoadCounts counts)
    {
        while (!_isOver)
        {
            await counts.RunAsync(load, context).ConfigureAwait(true); // in the load's process

            // Work that never waits must not hold the thread for ever.
            await Task.Yield();
        }
    }
}
