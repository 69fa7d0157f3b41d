namespace Supervision.Benchmarks;

/// <summary>All means to one operation, run in turn, so that a busy moment of the machine meets them all.</summary>
internal sealed class Contest(string operation, IReadOnlyList<Workload> workloads)
{
    internal string Operation => operation;

    /// <summary>The cost of each of the means, by its name.</summary>
    internal async Task<Dictionary<string, Cost>> RunAsync(int rounds)
    {
        List<(Workload Workload, int Operations, List<Cost> Costs)> all = [];
        foreach (Workload workload in workloads)
        {
            await workload.SetUpAsync();
            all.Add((workload, await WarmUp.RunAsync(workload), []));
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach ((Workload workload, int operations, List<Cost> costs) in all.Where(item => round < RoundsOf(item.Workload, rounds)))
            {
                costs.Add(await workload.MeasureAsync(operations));
            }
        }

        foreach (Workload workload in workloads)
        {
            await workload.DisposeAsync();
        }

        return all.ToDictionary(static item => item.Workload.Means, static item => Summary(item.Costs));
    }

    /// <summary>A run in Erlang is a program that warms up again; it gets about half the rounds.</summary>
    private static int RoundsOf(Workload workload, int rounds) => workload is ErlangWorkload ? (rounds + 1) / 2 : rounds;

    /// <summary>The least time: others use the machine too, and a pool that places two tasks badly keeps doing so for a whole round, which would
    /// say more of the luck of a baseline than of its cost. Memory has no such moods; its median leaves out what grew once.</summary>
    private static Cost Summary(List<Cost> costs) => new(
        costs.Min(static cost => cost.Nanoseconds), Median(costs, static cost => cost.Allocated), Median(costs, static cost => cost.Retained));

    private static double Median(List<Cost> costs, Func<Cost, double> part) => costs.Select(part).Order().ElementAt(costs.Count / 2);
}
