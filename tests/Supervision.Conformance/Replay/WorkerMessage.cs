namespace Supervision.Conformance.Replay;

/// <summary>What a scripted worker is told: exit by itself with this reason.</summary>
internal sealed record WorkerMessage(string Reason);
