namespace Supervision.Benchmarks.Workloads;

/// <summary>Calls one after the other, by a process or by code that is none.</summary>
internal sealed class Call(bool inside, bool limited) : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => NameFor(inside, limited);

    internal static string NameFor(bool inside, bool limited) => (inside ? "call-inside" : "call") + (limited ? "-timeout" : "");

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override async Task RunAsync(int operations)
    {
        TimeSpan timeout = limited ? TimeSpan.FromSeconds(5) : Timeout.InfiniteTimeSpan;
        if (inside)
        {
            await Runtime.Spawn(_ => CallAsync(operations, timeout)).WaitForExitAsync();
        }
        else
        {
            await Task.Run(() => CallAsync(operations, timeout));
        }
    }

    private async Task CallAsync(int operations, TimeSpan timeout)
    {
        for (int i = 0; i < operations; i++)
        {
            await _server.CallAsync(Play.TheAsk, timeout, CancellationToken.None);
        }
    }
}
