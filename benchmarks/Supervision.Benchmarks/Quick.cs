using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>A small measurement for every day: all workloads in turn, five rounds, so that a busy moment of the machine meets them all, and
/// the median of each. The time of the processors says more than that of the clock while others use them too.</summary>
internal static class Quick
{
    private const int Rounds = 5;
    private const int WarmUps = 5;
    private static readonly TimeSpan RunFor = TimeSpan.FromMilliseconds(60);

    internal static async Task RunAsync(string part)
    {
        List<(Workload Workload, int Operations, List<Cost> Costs)> all = [];
        foreach (Workload workload in Catalogue.All.Select(static create => create()).Where(workload => Matches(workload, part)))
        {
            await workload.SetUpAsync();
            all.Add((workload, await WarmUpAsync(workload), []));
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((Workload workload, int operations, List<Cost> costs) in all)
            {
                costs.Add(await MeasureAsync(workload, operations));
            }
        }

        foreach ((Workload workload, _, List<Cost> costs) in all)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Operation,-32} {workload.Means,-16} {Median(costs, static cost => cost.Nanoseconds),8:0} ns"
                + $" {Median(costs, static cost => cost.ProcessorNanoseconds),8:0} ns cpu {Median(costs, static cost => cost.Bytes),6:0} B"
                + $"   ({costs.Min(static cost => cost.Nanoseconds):0} - {costs.Max(static cost => cost.Nanoseconds):0})"));
            await workload.DisposeAsync();
        }
    }

    private static bool Matches(Workload workload, string part) => workload.Operation.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>Lets the JIT see enough, and finds out how many operations fill a run.</summary>
    private static async Task<int> WarmUpAsync(Workload workload)
    {
        int operations = 2_000;
        for (int i = 0; i < WarmUps; i++)
        {
            Cost cost = await MeasureAsync(workload, operations);
            operations = (int)Math.Clamp(RunFor.TotalNanoseconds / cost.Nanoseconds, 1_000, 1_000_000);

            // The tiers of the JIT take over in the background.
            await Task.Delay(100);
        }

        return operations;
    }

    private static async Task<Cost> MeasureAsync(Workload workload, int operations)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long since = TimeProvider.System.GetTimestamp();
        await workload.RunAsync(operations);
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        TimeSpan used = Environment.CpuUsage.TotalTime - processor;
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        await workload.CleanUpAsync();
        return new Cost(took.TotalNanoseconds / operations, used.TotalNanoseconds / operations, (double)allocated / operations);
    }

    private static double Median(List<Cost> costs, Func<Cost, double> part) => costs.Select(part).Order().ElementAt(costs.Count / 2);

    /// <summary>What one operation cost.</summary>
    private readonly record struct Cost(double Nanoseconds, double ProcessorNanoseconds, double Bytes);
}
