namespace Supervision.Testing.Chaos;

/// <summary>What came of an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Victim">The process that it met; null for none.</param>
/// <param name="What">The same in words.</param>
/// <param name="At">When, on the runtime's clock.</param>
internal sealed record Strike(ChaosAction Action, TreeEntry? Victim, string What, long At)
{
    /// <summary>True when it met somebody or something.</summary>
    internal bool HasMet { get; init; } = Victim is not null;

    /// <summary>True when the victim cannot but end.</summary>
    internal bool IsDeadly => Victim is not null && Action.Kind is ChaosKind.Kill or ChaosKind.Crash or ChaosKind.StopSupervisor;
}
