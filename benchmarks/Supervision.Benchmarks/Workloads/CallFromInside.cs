namespace Supervision.Benchmarks.Workloads;

/// <summary>Calls one after the other by a process.</summary>
internal sealed class CallFromInside(bool limited) : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => limited ? "call in a process, 5 s timeout" : "call in a process";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override async Task RunAsync(int operations)
    {
        TimeSpan timeout = limited ? TimeSpan.FromSeconds(5) : Timeout.InfiniteTimeSpan;
        Pid caller = Runtime.Spawn(async _ =>
        {
            for (int i = 0; i < operations; i++)
            {
                await _server.CallAsync(Play.TheAsk, timeout, CancellationToken.None);
            }
        });
        await caller.WaitForExitAsync();
    }
}
