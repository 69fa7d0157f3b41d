using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>
/// Stops everything that lives on a runtime. It is a process itself: its waits are turns like all others, so that a virtual clock sees them.
/// </summary>
internal static class RuntimeStop
{
    internal static async Task RunAsync(ProcessContext self, CancellationToken cancellationToken)
    {
        ProcessRuntime runtime = self.Runtime;
        List<ProcessCell> roots = Others(self).FindAll(static cell => cell.Parent == Pid.None);
        foreach (ProcessCell root in roots)
        {
            await StopAsync(runtime, root, root.Behavior?.StopLimit ?? TimeSpan.Zero, cancellationToken).ConfigureAwait(true);
        }

        // Processes that were spawned without a link by one that is gone.
        List<ProcessCell> rest = Others(self);
        while (rest.Count > 0)
        {
            foreach (ProcessCell process in rest)
            {
                await StopAsync(runtime, process, TimeSpan.Zero, cancellationToken).ConfigureAwait(true);
            }

            rest = Others(self);
        }
    }

    /// <summary>All other processes, newest first.</summary>
    private static List<ProcessCell> Others(ProcessContext self)
    {
        List<ProcessCell> others = self.Runtime.Table.Snapshot().FindAll(cell => !ReferenceEquals(cell, self.Cell));
        others.Reverse();
        return others;
    }

    private static async Task StopAsync(ProcessRuntime runtime, ProcessCell process, TimeSpan limit, CancellationToken cancellationToken)
    {
        Task<ExitReason> ended = process.WaitForExitAsync(CancellationToken.None);

        // In the name of the outside, which is the parent of what it has started: a supervisor obeys nobody else.
        process.Deliver(null, new ExitEnvelope(Pid.None, ExitReason.Shutdown, null));
        try
        {
            await ended.WaitAsync(ProcessErrors.Waitable(limit), runtime.Time, cancellationToken).ConfigureAwait(true);
        }
        catch (Exception stopped) when (stopped is TimeoutException or OperationCanceledException)
        {
            process.Deliver(null, new ExitEnvelope(Pid.None, ExitReason.Kill, null));
            await ended.ConfigureAwait(true);
        }
    }
}
