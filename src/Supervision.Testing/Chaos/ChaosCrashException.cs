namespace Supervision.Testing.Chaos;

/// <summary>Thrown inside of a process that chaos crashes.</summary>
internal sealed class ChaosCrashException() : Exception("Chaos made this process crash.");
