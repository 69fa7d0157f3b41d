namespace Supervision.Benchmarks.Workloads;

/// <summary>Processes that end as soon as they have begun; an operation is a process.</summary>
internal sealed class SpawnExit : ProcessWorkload
{
    internal override string Operation => "spawn-exit";

    internal override Task RunAsync(int operations)
    {
        Signalled done = new(operations);
        return Runtime.Spawn(async context =>
        {
            for (int i = 0; i < operations; i++)
            {
                context.Spawn(_ =>
                {
                    done.Signal();
                    return Task.CompletedTask;
                });
            }

            await done.Task;
        }).WaitForExitAsync();
    }
}
