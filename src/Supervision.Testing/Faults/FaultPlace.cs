namespace Supervision.Testing.Faults;

/// <summary>Where it happens.</summary>
/// <param name="Runtime">In which runtime.</param>
/// <param name="Ending">Cancelled when the process is told to end.</param>
internal readonly record struct FaultPlace(ProcessRuntime Runtime, CancellationToken Ending);
