namespace Supervision.Benchmarks;

/// <summary>Lets the JIT see enough of a workload before it is measured. Its tiers take over in the background, a tenth of a second after what is
/// called often was called thirty times; a few short runs would be measured in code that is not optimized.</summary>
internal static class WarmUp
{
    private const int Times = 4;
    private const int RunsEach = 10;
    private static readonly TimeSpan RunFor = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan TierUp = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it a few times.</summary>
    /// <returns>How many operations make a run.</returns>
    internal static async Task<int> RunAsync(Workload workload)
    {
        int limit = workload.Operations == 0 ? 1_000_000 : workload.Operations;
        int operations = Math.Min(2_000, limit);
        for (int i = 0; i < Times && workload is not ErlangWorkload; i++)
        {
            Cost cost = await workload.MeasureAsync(operations);
            for (int run = 1; run < RunsEach && run * operations * cost.Nanoseconds < RunFor.TotalNanoseconds; run++)
            {
                cost = await workload.MeasureAsync(operations);
            }

            operations = (int)Math.Clamp(RunFor.TotalNanoseconds / cost.Nanoseconds, Math.Min(1_000, limit), limit);
            await Task.Delay(TierUp, TimeProvider.System);
        }

        return workload.Operations == 0 ? operations : workload.Operations;
    }
}
