namespace Supervision;

/// <summary>A process among the first, by some number.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Name">Its registered name; null without one.</param>
/// <param name="Label">What it is; by restarts its path in its tree; null when unknown.</param>
/// <param name="Value">The number, in the unit of <see cref="TopBy"/>; over a window of time, by how much it has changed.</param>
public sealed record TopEntry(Pid Pid, string? Name, string? Label, double Value);
