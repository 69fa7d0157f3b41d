namespace Supervision.Testing;

/// <summary>What an exploration that has found no failure has done.</summary>
/// <param name="Schedules">How many schedules were run.</param>
public sealed record ExplorationReport(int Schedules);
