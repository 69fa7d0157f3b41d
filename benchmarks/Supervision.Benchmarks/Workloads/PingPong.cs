using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>Pairs of servers that throw a ball to and fro; an operation is a round trip.</summary>
internal sealed class PingPong(int pairs) : ProcessWorkload
{
    private readonly (ServerRef<Play> First, ServerRef<Play> Second)[] _pairs = new (ServerRef<Play>, ServerRef<Play>)[pairs];

    internal override string Operation => NameFor(pairs);

    internal static string NameFor(int pairs) => pairs == 1 ? "ping-pong" : string.Create(CultureInfo.InvariantCulture, $"pairs-{pairs}");

    internal override async Task SetUpAsync()
    {
        for (int i = 0; i < pairs; i++)
        {
            _pairs[i] = (await Runtime.StartServerAsync(static () => new Player()), await Runtime.StartServerAsync(static () => new Player()));
        }
    }

    internal override Task RunAsync(int operations)
    {
        int rounds = operations / pairs;
        Signalled done = new(pairs);
        foreach ((ServerRef<Play> first, ServerRef<Play> second) in _pairs)
        {
            first.Cast(new Play.Meet(second, rounds, done.Signal));
            second.Cast(new Play.Meet(first, rounds + 1, done.Signal));
            second.Cast(Play.TheBall);
        }

        return done.Task;
    }
}
