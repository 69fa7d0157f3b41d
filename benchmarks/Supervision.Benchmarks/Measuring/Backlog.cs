using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>How long a server takes for what has queued up, and what is left of the memory.</summary>
internal static class Backlog
{
    private const int Few = 10_000;
    private const int Many = 10_000_000;
    private const int RoundsOfFew = 101;
    private const int RoundsOfMany = 3;
    private const double Mebibyte = 1024 * 1024;

    /// <summary>One line for each length, and one for the memory.</summary>
    internal static async Task<IReadOnlyList<string>> MeasureAsync()
    {
        await using ProcessRuntime runtime = new();
        ServerRef<Play> server = await runtime.StartServerAsync(static () => new Player());
        await MedianAsync(server, Few, RoundsOfFew);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        double few = await MedianAsync(server, Few, RoundsOfFew);
        double many = await MedianAsync(server, Many, RoundsOfMany);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{Few:N0} queued messages drain in {few:0.0} ns each, {Many:N0} in {many:0.0} ns each: ratio {many / few:0.00}"),
            string.Create(CultureInfo.InvariantCulture, $"heap before {before / Mebibyte:0.00} MiB, after all was drained {after / Mebibyte:0.00} MiB"),
        ];
    }

    private static async Task<double> MedianAsync(ServerRef<Play> server, int messages, int rounds)
    {
        List<double> costs = [];
        for (int round = 0; round < rounds; round++)
        {
            costs.Add(await DrainAsync(server, messages));
        }

        return costs.Order().ElementAt(rounds / 2);
    }

    private static async Task<double> DrainAsync(ServerRef<Play> server, int messages)
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Signalled done = new(1);
        long since = 0;
        TimeSpan took = default;
        server.Cast(new Play.Expect(messages, Stop));
        server.Cast(new Play.Hold(gate.Task));
        server.Cast(new Play.Note(() => since = TimeProvider.System.GetTimestamp()));
        for (int i = 0; i < messages; i++)
        {
            server.Cast(Play.TheBall);
        }

        gate.SetResult();
        await done.Task;
        return took.TotalNanoseconds / messages;

        void Stop()
        {
            took = TimeProvider.System.GetElapsedTime(since);
            done.Signal();
        }
    }
}
