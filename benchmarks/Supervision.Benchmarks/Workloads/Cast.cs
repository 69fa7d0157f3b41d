namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that casts to a server and at last calls it; an operation is a cast.</summary>
internal sealed class Cast : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => "cast";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override async Task RunAsync(int operations)
    {
        _server.Cast(new Play.Expect(int.MaxValue, static () => { }));
        await Runtime.Spawn(async _ =>
        {
            for (int i = 0; i < operations; i++)
            {
                _server.Cast(Play.TheBall);
            }

            await _server.CallAsync(Play.TheAsk, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }).WaitForExitAsync();
    }
}
