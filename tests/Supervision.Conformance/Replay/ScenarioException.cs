namespace Supervision.Conformance.Replay;

/// <summary>A scenario that cannot be read or makes no sense; the message says where.</summary>
internal sealed class ScenarioException(string message) : Exception(message);
