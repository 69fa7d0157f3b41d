namespace Supervision.Runtime;

/// <summary>Stops everything that lives on a runtime.</summary>
internal static class RuntimeStop
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    internal static async Task RunAsync(ProcessRuntime runtime, CancellationToken cancellationToken)
    {
        List<ProcessCell> roots = runtime.Table.Snapshot().FindAll(static cell => cell.Parent == Pid.None);
        roots.Reverse();
        foreach (ProcessCell root in roots)
        {
            await StopAsync(runtime, root, root.Behavior?.StopLimit ?? TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }

        // Processes that were spawned without a link by one that is gone.
        List<ProcessCell> rest = runtime.Table.Snapshot();
        while (rest.Count > 0)
        {
            rest.Reverse();
            foreach (ProcessCell process in rest)
            {
                await StopAsync(runtime, process, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            }

            rest = runtime.Table.Snapshot();
            if (rest.Count > 0)
            {
                // Those that are still telling their links of their end answer at once; asking again and again would take their thread.
                await Task.Delay(Pause, runtime.Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task StopAsync(ProcessRuntime runtime, ProcessCell process, TimeSpan limit, CancellationToken cancellationToken)
    {
        Task<ExitReason> ended = process.WaitForExitAsync(CancellationToken.None);
        process.Exit(ExitReason.Shutdown);
        try
        {
            await ended.WaitAsync(limit, runtime.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception stopped) when (stopped is TimeoutException or OperationCanceledException)
        {
            process.Exit(ExitReason.Kill);
            await ended.ConfigureAwait(false);
        }
    }
}
