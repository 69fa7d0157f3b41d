namespace Supervision.Benchmarks.Workloads;

/// <summary>Starts idle servers; an operation is one that is initialised.</summary>
internal sealed class Spawn : ProcessWorkload
{
    internal override string Operation => "spawn";

    internal override bool Retains => true;

    internal override async Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            await Runtime.StartServerAsync(static () => new Player());
        }
    }

    internal override Task CleanUpAsync() => EndAllAsync(Runtime);

    internal static async Task EndAllAsync(ProcessRuntime runtime)
    {
        IReadOnlyList<Pid> pids = runtime.Processes();
        foreach (Pid pid in pids)
        {
            pid.Exit(ExitReason.Kill);
        }

        foreach (Pid pid in pids)
        {
            await pid.WaitForExitAsync();
        }
    }
}
