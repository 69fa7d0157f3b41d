namespace Supervision.Benchmarks.Workloads;

/// <summary>Calls one after the other, by a process, to a pool of four.</summary>
internal sealed class PoolCall : ProcessWorkload
{
    internal const string Name = "pool-call";

    private PoolRef<Play> _pool;

    internal override string Operation => Name;

    internal override async Task SetUpAsync()
    {
        await Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root.Pool("players", static () => new Player())));
        _pool = PoolRef<Play>.ForName(Runtime, "players");
    }

    internal override Task RunAsync(int operations) => Runtime.Spawn(async _ =>
    {
        for (int i = 0; i < operations; i++)
        {
            await _pool.CallAsync(Play.TheAsk, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }
    }).WaitForExitAsync();
}
