namespace Supervision.Testing;

/// <summary>How many orders of a test are tried, and which.</summary>
public sealed record ExplorationOptions : SimulationOptions
{
    /// <summary>How many schedules are run at most; 1,000 by default, at least 1. The environment variable <c>SUPERVISION_SCHEDULES</c> is
    /// stronger.</summary>
    public int Schedules { get; init; } = 1000;

    /// <summary>How much real time may pass until no further schedule is begun; null, the default, or infinite for any.</summary>
    public TimeSpan? Budget { get; init; }
}
