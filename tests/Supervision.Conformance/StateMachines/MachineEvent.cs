namespace Supervision.Conformance.StateMachines;

/// <summary>An event of a program.</summary>
internal record MachineEvent(string Name)
{
    /// <summary>One whose sender waits.</summary>
    internal sealed record Asked(string Name) : MachineEvent(Name), ICall<MachineEvent, bool>;
}
