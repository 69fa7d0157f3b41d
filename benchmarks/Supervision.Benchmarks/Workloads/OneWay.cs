namespace Supervision.Benchmarks.Workloads;

/// <summary>Threads of the outside that send to one server; an operation is a message sent and handled.</summary>
internal sealed class OneWay(int producers) : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => producers == 1 ? "one-way-outside" : "fan-in-outside";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override Task RunAsync(int operations)
    {
        int each = operations / producers;
        Signalled done = new(1);
        _server.Cast(new Play.Expect(each * producers, done.Signal));
        for (int i = 0; i < producers; i++)
        {
            _ = Task.Run(() =>
            {
                for (int n = 0; n < each; n++)
                {
                    _server.Cast(Play.TheBall);
                }
            });
        }

        return done.Task;
    }
}
