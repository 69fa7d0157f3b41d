namespace ImageStore.Tests;

/// <summary>Steps, and the order in which everything that they cause may happen.</summary>
/// <param name="Schedule">Draws that order; null for the plain one.</param>
/// <param name="Steps">From 1 to 40.</param>
internal sealed record Sequence(ulong? Schedule, IReadOnlyList<Step> Steps)
{
    /// <summary>A line for each step.</summary>
    public override string ToString() => string.Join(
        '\n',
        Steps.Select((step, at) => Invariant($"  {at + 1}. {step}"))
            .Append(Schedule is { } seed ? Invariant($"  in the order of seed {seed}") : "  in the plain order"));
}
