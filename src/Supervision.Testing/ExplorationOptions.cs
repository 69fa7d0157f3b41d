namespace Supervision.Testing;

/// <summary>How many orders of a test are tried, and which.</summary>
public sealed record ExplorationOptions : SimulationOptions
{
    /// <summary>How many schedules are run at most; 1,000 by default, at least 1. The environment variable <c>SUPERVISION_SCHEDULES</c> is
    /// stronger. For <see cref="Simulation.ExploreAll"/>, which is to come to its end, 100 times as many; not so when the number comes from the
    /// environment, where it is the bound itself.</summary>
    public int Schedules { get; init; } = 1000;

    /// <summary>How much real time may pass until no further schedule is begun; null, the default, or infinite for any.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The ways to choose, used in turn; <see cref="ExplorationStrategy.Portfolio"/> by default. The first schedule is always the plain
    /// order.</summary>
    public IReadOnlyList<ExplorationStrategy> Strategies { get; init; } = ExplorationStrategy.Portfolio;

    /// <summary>Whether a process that can run does so at once, so that only the order of deliveries is chosen; null, the default, for yes in
    /// <see cref="Simulation.ExploreAll"/> only, when deliveries are steps. Right for processes that share nothing but messages, names, and what
    /// they see of each other through the library; then far fewer schedules show the same. Not for code that uses variables which other processes use too.</summary>
    public bool? EagerTurns { get; init; }

    /// <summary>For <see cref="Simulation.ExploreAll"/>: how far a schedule may be from the plain order, as the number of steps that others were
    /// let go before; null, the default, for any distance.</summary>
    public int? MaxDelays { get; init; }

    /// <summary>How many runs may be spent to make a failing schedule plainer; 2,000 by default, 0 for none.</summary>
    public int MaxShrinks { get; init; } = 2000;

    /// <summary>How many of the first schedules are run twice, to find out whether anything but the schedule decides what happens; 3 by
    /// default, 0 for none.</summary>
    public int DeterminismChecks { get; init; } = 3;
}
