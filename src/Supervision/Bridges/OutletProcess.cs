namespace Supervision.Bridges;

/// <summary>A process, in one piece for those who read it while it is set.</summary>
/// <param name="Pid">The process.</param>
internal sealed record OutletProcess(Pid Pid);
