namespace Supervision.Conformance.Replay;

/// <summary>What a dynamic child is started with: its name in the traces, and what replaces the template's script.</summary>
internal sealed record DynamicArgs(string Arg, BehaviorNode? Behavior);
