namespace Supervision.Benchmarks.Workloads;

/// <summary>Calls one after the other by code that is no process.</summary>
internal sealed class CallFromOutside(bool limited) : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => limited ? "call from outside, 5 s timeout" : "call from outside";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override Task RunAsync(int operations) => Task.Run(async () =>
    {
        TimeSpan timeout = limited ? TimeSpan.FromSeconds(5) : Timeout.InfiniteTimeSpan;
        for (int i = 0; i < operations; i++)
        {
            await _server.CallAsync(Play.TheAsk, timeout);
        }
    });
}
