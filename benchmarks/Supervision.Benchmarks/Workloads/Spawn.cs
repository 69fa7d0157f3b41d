namespace Supervision.Benchmarks.Workloads;

/// <summary>Starts idle servers; an operation is one that is initialised.</summary>
internal sealed class Spawn : ProcessWorkload
{
    internal override string Operation => "spawn an idle server";

    internal override async Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            await Runtime.StartServerAsync(static () => new Player());
        }
    }

    internal override async Task CleanUpAsync()
    {
        foreach (Pid pid in Runtime.Processes())
        {
            pid.Exit(ExitReason.Kill);
        }

        foreach (Pid pid in Runtime.Processes())
        {
            await pid.WaitForExitAsync();
        }
    }
}
