namespace Supervision.Benchmarks.Workloads;

/// <summary>Processes that send to one server; an operation is a message sent and handled.</summary>
internal sealed class FanIn(int producers) : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => NameFor(producers);

    internal static string NameFor(int producers) => producers == 1 ? "one-way" : "fan-in";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override Task RunAsync(int operations)
    {
        int each = operations / producers;
        Signalled done = new(1);
        _server.Cast(new Play.Expect(each * producers, done.Signal));
        for (int i = 0; i < producers; i++)
        {
            Runtime.Spawn(_ =>
            {
                for (int n = 0; n < each; n++)
                {
                    _server.Cast(Play.TheBall);
                }

                return Task.CompletedTask;
            });
        }

        return done.Task;
    }
}
