using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>A small measurement for every day: all workloads in turn, five rounds, so that a busy moment of the machine meets them all, and
/// the median of each.</summary>
internal static class Quick
{
    private const int Rounds = 5;
    private const int WarmUps = 5;
    private static readonly TimeSpan RunFor = TimeSpan.FromMilliseconds(60);

    internal static async Task RunAsync(string part)
    {
        List<(Workload Workload, int Operations, List<double> Times, List<double> Bytes)> all = [];
        foreach (Workload workload in Catalogue.All.Select(static create => create()).Where(workload => Matches(workload, part)))
        {
            await workload.SetUpAsync();
            all.Add((workload, await WarmUpAsync(workload), [], []));
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((Workload workload, int operations, List<double> times, List<double> bytes) in all)
            {
                (double time, double allocated) = await MeasureAsync(workload, operations);
                times.Add(time);
                bytes.Add(allocated);
            }
        }

        foreach ((Workload workload, _, List<double> times, List<double> bytes) in all)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Operation,-32} {workload.Means,-16} {Median(times),8:0} ns {Median(bytes),6:0} B   ({times.Min():0} - {times.Max():0})"));
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
            (double time, _) = await MeasureAsync(workload, operations);
            operations = (int)Math.Clamp(RunFor.TotalNanoseconds / time, 1_000, 1_000_000);

            // The tiers of the JIT take over in the background.
            await Task.Delay(100);
        }

        return operations;
    }

    private static async Task<(double Nanoseconds, double Bytes)> MeasureAsync(Workload workload, int operations)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long since = TimeProvider.System.GetTimestamp();
        await workload.RunAsync(operations);
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        await workload.CleanUpAsync();
        return (took.TotalNanoseconds / operations, (double)allocated / operations);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
