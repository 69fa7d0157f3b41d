namespace Supervision.Testing.Faults;

/// <summary>What happens at a place.</summary>
internal sealed record FaultEffect
{
    /// <summary>What is waited for, or fails, first; null for nothing.</summary>
    internal Func<FaultPlace, Task>? Before { get; init; }

    /// <summary>A <see cref="FaultAnswer{T}"/>; null for the real one.</summary>
    internal FaultAnswer? Answer { get; init; }

    /// <summary>True when a call is not answered.</summary>
    internal bool IsSilent { get; init; }
}
