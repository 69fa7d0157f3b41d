namespace Supervision.Testing.Chaos;

/// <summary>The work that a tree does while it is struck: some processes that do it again and again. One that ends, perhaps with whom it was linked
/// to, is followed by another: a tree that nobody uses shows little.</summary>
internal sealed class LiveLoad : IAsyncDisposable
{
    private readonly ProcessRuntime _runtime;
    private readonly ChaosOptions _options;
    private readonly LoadCounts _counts;
    private readonly Pid[] _processes;
    private readonly Task _ended;
    private volatile bool _isOver;

    internal LiveLoad(ProcessRuntime runtime, ChaosOptions options, LoadCounts counts)
    {
        (_runtime, _options, _counts) = (runtime, options, counts);
        _processes = new Pid[options.Load is null ? 0 : options.LoadProcesses];
        _ended = Task.WhenAll(Enumerable.Range(0, _processes.Length).Select(GoOnAsync));
    }

    /// <summary>Ends it; who does not come to an end is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await Patience.AwaitAsync(_ended, _options.SettlesWithin, _runtime.Time, CancellationToken.None).ConfigureAwait(true); // where it is disposed
        foreach (Pid pid in _processes)
        {
            pid.Exit(ExitReason.Kill);
        }
    }

    private async Task GoOnAsync(int number)
    {
        while (!_isOver)
        {
            try
            {
                _processes[number] = _runtime.Spawn(RunAsync, new ProcessOptions { Label = "load" });
            }
            catch (ObjectDisposedException)
            {
                // The runtime has been stopped.
                return;
            }

            if (await _processes[number].WaitForExitAsync(CancellationToken.None).ConfigureAwait(false) != ExitReason.Normal)
            {
                _counts.NoteEnd();
            }
        }
    }

    private async Task RunAsync(ProcessContext context)
    {
        while (!_isOver)
        {
            await _counts.RunAsync(_options.Load!, context).ConfigureAwait(true); // in the load's process

            // Work that never waits must not hold the thread for ever.
            await Task.Yield();
        }
    }
}
