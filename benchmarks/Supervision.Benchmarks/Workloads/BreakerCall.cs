namespace Supervision.Benchmarks.Workloads;

/// <summary>Calls one after the other through a closed breaker, by a process or by code that is none.</summary>
internal sealed class BreakerCall : ProcessWorkload
{
    private readonly bool _inside;
    private readonly CircuitBreaker _breaker;
    private ServerRef<Play> _server;

    internal BreakerCall(bool inside)
    {
        _inside = inside;
        _breaker = new(Runtime, "player", new() { LatencyTarget = TimeSpan.FromSeconds(1) });
    }

    internal override string Operation => NameFor(_inside);

    internal static string NameFor(bool inside) => inside ? "breaker-call-inside" : "breaker-call";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override Task RunAsync(int operations) =>
        _inside ? Runtime.Spawn(_ => CallAsync(operations)).WaitForExitAsync() : Task.Run(() => CallAsync(operations));

    private async Task CallAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            await _breaker.CallAsync(_server, Play.TheAsk, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }
    }
}
