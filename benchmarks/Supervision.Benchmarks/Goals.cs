namespace Supervision.Benchmarks;

/// <summary>How much of the cost of each baseline ours may be.</summary>
internal static class Goals
{
    /// <summary>Against the twin at the limit, and against the best peer.</summary>
    internal static IReadOnlyList<Goal> All { get; } =
    [
        .. Against(["ping-pong", "ring", "pairs-100", "pairs-1000"], ("limit", 1.6), ("channel", 0.4), ("dataflow", 0.4), ("beam", 0.4)),
        .. Against(["ping-pong-bodies"], ("limit", 1.5), ("channel", 0.6)),
        .. Against(["one-way", "one-way-outside", "fan-in"], ("limit", 2.0), ("channel", 1.0), ("beam", 0.5)),
        .. Against(["one-way"], ("dataflow", 0.8)),
        .. Against(["call-timeout", "call-inside-timeout"], ("limit", 1.5), ("channel", 0.35), ("beam", 0.2)),
        new Goal("call-timeout", "", 1, Quantity.Allocated),
        new Goal("call-inside-timeout", "", 1, Quantity.Allocated),
        .. Against(["cast"], ("limit", 2.0), ("beam", 0.5)),
        .. Against(["spawn"], ("limit", 2.5), ("channel", 0.3), ("beam", 0.3)),
        new Goal("spawn", "", 250, Quantity.Retained),
        new Goal("spawn", "channel", 0.3, Quantity.Retained),
        .. Against(["restart"], ("beam", 0.5)),
        .. Against(["restart", "restart-depth-1", "restart-depth-2", "restart-depth-3"], ("throw", 2.0)),
        .. Against(["restart-group"], ("limit", 1.5)),
        .. Against(
            ["children-start-10000", "children-terminate-10000", "children-stop-10000",
                "children-start-100000", "children-terminate-100000", "children-stop-100000"],
            ("limit", 3.0), ("beam", 0.4)),
        new Goal("children-start-100000", "", 450, Quantity.Retained),
        .. Against(["monitor", "death-fan-out"], ("limit", 3.0), ("beam", 0.4)),
        .. Against(["link", "timer", "timer-1000000"], ("beam", 0.4)),
        .. Against(["registry-lookup"], ("dictionary", 1.5), ("beam", 0.8)),
        new Goal("registry-lookup", "", 1, Quantity.Allocated),
    ];

    /// <summary>From 10,000 to 1,000,000, how much more the cost of one may grow than the twin's.</summary>
    internal const double Growth = 1.3;

    /// <summary>The goal of a comparison, or null where there is none.</summary>
    internal static double? For(string operation, string baseline, Quantity quantity) =>
        All.FirstOrDefault(goal => goal.Operation == operation && goal.Baseline == baseline && goal.Quantity == quantity)?.Most;

    private static IEnumerable<Goal> Against(IReadOnlyList<string> operations, params (string Baseline, double Most)[] goals) =>
        from operation in operations
        from goal in goals
        select new Goal(operation, goal.Baseline, goal.Most);
}
