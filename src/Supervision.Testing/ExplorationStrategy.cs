using Supervision.Testing.Scheduling;

namespace Supervision.Testing;

/// <summary>A way to choose the orders in which a test is run. A closed set: each finds what others miss, so use several.</summary>
public sealed class ExplorationStrategy
{
    private readonly Func<ScheduleStrategy> _create;

    private ExplorationStrategy(Func<ScheduleStrategy> create) => _create = create;

    /// <summary>Every possible step is as likely as any other. Finds what goes wrong in many orders; hardly ever lets one process be slow for long.</summary>
    public static ExplorationStrategy Uniform { get; } = new(static () => new RandomStrategy());

    /// <summary>Partial order sampling: only steps with the same receiver compete, so orders that nobody can tell apart count once.</summary>
    public static ExplorationStrategy PartialOrder { get; } = new(static () => new PosStrategy());

    /// <summary>Uniform, PCT with depth 3, and partial order sampling, in turn.</summary>
    public static IReadOnlyList<ExplorationStrategy> Portfolio { get; } = [Uniform, Pct(3), PartialOrder];

    /// <summary>Probabilistic concurrency testing: processes and what is on its way between two of them have priorities, which change a few times.
    /// Finds what needs somebody to be slow.</summary>
    /// <param name="depth">How many orderings must come together for what is to be found; at least 1. Priorities change
    /// at most one time less.</param>
    /// <returns>The strategy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="depth"/> is less than 1.</exception>
    public static ExplorationStrategy Pct(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return new(() => new PctStrategy(depth));
    }

    /// <summary>The plain order, in which at a few random moments whoever is next has to wait for one other.</summary>
    /// <param name="delays">How many moments; at least 1.</param>
    /// <returns>The strategy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delays"/> is less than 1.</exception>
    public static ExplorationStrategy Delays(int delays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delays, 1);
        return new(() => new DelayStrategy(delays));
    }

    /// <inheritdoc/>
    public override string ToString() => Create().Name;

    internal ScheduleStrategy Create() => _create();
}
