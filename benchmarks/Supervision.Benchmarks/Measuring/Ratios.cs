namespace Supervision.Benchmarks;

/// <summary>The quick measurement: each operation by all means in turn, several rounds, and the ratios.</summary>
internal static class Ratios
{
    private const int Rounds = 5;

    // Where everybody allocates nothing a ratio says nothing.
    private const double Nothing = 1;

    /// <summary>Measures one operation.</summary>
    internal static async Task<IReadOnlyList<Comparison>> MeasureAsync(string operation)
    {
        Contest contest = new(operation, Catalogue.All[operation]());
        Dictionary<string, Cost> costs = await contest.RunAsync(Rounds);
        Cost ours = costs[Workload.Ours];
        return
        [
            .. costs.Where(static item => item.Key != Workload.Ours).SelectMany(item => Compare(operation, ours, item.Key, item.Value)),
            .. Plain(operation, ours),
        ];
    }

    private static IEnumerable<Comparison> Compare(string operation, Cost ours, string baseline, Cost theirs) =>
        from quantity in Enum.GetValues<Quantity>()
        let own = ours.Of(quantity)
        let other = theirs.Of(quantity)
        where !double.IsNaN(own) && other >= Nothing
        select new Comparison(NameFor(operation, quantity), own, baseline, other, Goals.For(operation, baseline, quantity), UnitFor(quantity));

    private static IEnumerable<Comparison> Plain(string operation, Cost ours) =>
        from goal in Goals.All
        where goal.Operation == operation && goal.Baseline.Length == 0
        select new Comparison(NameFor(operation, goal.Quantity), ours.Of(goal.Quantity), "bytes", goal.Most, 1, UnitFor(goal.Quantity));

    private static string NameFor(string operation, Quantity quantity) => quantity switch
    {
        Quantity.Allocated => operation + ":allocated",
        Quantity.Retained => operation + ":retained",
        _ => operation,
    };

    private static string UnitFor(Quantity quantity) => quantity == Quantity.Time ? "ns" : "B";
}
