namespace Supervision.Tests.Scheduling.Planted;

/// <summary>A watch that does not look whether the turn has ended meanwhile.</summary>
internal sealed class StealsFromAnyTurn : TestedRunNext
{
    internal override string? TrySteal(int seen) => Take();
}
