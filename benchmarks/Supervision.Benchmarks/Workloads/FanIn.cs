using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>Processes that send to one server; an operation is a message sent and handled.</summary>
internal sealed class FanIn(int producers) : ProcessWorkload
{
    private ServerRef<Play> _server;

    internal override string Operation => producers == 1 ? "one-way send by a process" : string.Create(CultureInfo.InvariantCulture, $"fan-in of {producers} processes");

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(static () => new Player());

    internal override Task RunAsync(int operations)
    {
        const int Slice = 100;
        int each = operations / producers;
        Signalled done = new(1);
        _server.Cast(new Play.Expect(each * producers, done.Signal));
        for (int i = 0; i < producers; i++)
        {
            Runtime.Spawn(async _ =>
            {
                for (int n = 0; n < each; n++)
                {
                    _server.Cast(Play.TheBall);
                    if (n % Slice == 0)
                    {
                        await Task.Yield();
                    }
                }
            });
        }

        return done.Task;
    }
}
