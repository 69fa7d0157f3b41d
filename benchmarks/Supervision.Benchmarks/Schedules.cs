using System.Globalization;
using Supervision.Testing;

namespace Supervision.Benchmarks;

/// <summary>How many schedules of a small test are explored in a second: two clients ask a server who owns a thing and take it, while a third
/// asks for other things. The best of several rounds counts: the machine may be busy.</summary>
internal static class Schedules
{
    private const int Rounds = 7;
    private const int PerRound = 20_000;

    internal static int Print()
    {
        Report("uniform, PCT and POS", new ExplorationOptions());
        Report("the same, escapes not looked for", new ExplorationOptions { Escapes = EscapePolicy.Allow });
        Report("the same, eager turns", new ExplorationOptions { EagerTurns = true });
        return 0;
    }

    private static void Report(string what, ExplorationOptions options)
    {
        long steps = 0;
        options = options with { Schedules = PerRound, DeterminismChecks = 0 };
        double best = 0;
        double bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            steps = 0;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long since = TimeProvider.System.GetTimestamp();
            Simulation.Explore(
                async test =>
                {
                    await OwnAsync(test);
                    steps += test.Simulation.Steps;
                },
                options);
            best = Math.Max(best, PerRound / TimeProvider.System.GetElapsedTime(since).TotalSeconds);
            bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / PerRound;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-34} {best,8:0} schedules/s   {(double)steps / PerRound,5:0.0} steps   {bytes,7:0} B a schedule   (best of {Rounds} rounds)"));
    }

    private static Task OwnAsync(TestProcess test)
    {
        Pid server = test.Spawn(static async context =>
        {
            for (int left = 9; left > 0; left--)
            {
                (await context.ReceiveAsync<Pid>()).Send("free");
            }
        });
        for (int client = 0; client < 3; client++)
        {
            test.Spawn(async context =>
            {
                for (int left = 3; left > 0; left--)
                {
                    server.Send(context.Self);
                    await context.ReceiveAsync<string>();
                }
            });
        }

        return test.IdleAsync();
    }
}
