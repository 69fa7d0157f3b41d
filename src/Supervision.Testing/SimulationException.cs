namespace Supervision.Testing;

/// <summary>A test does something that cannot be simulated, or has come to a point from which it cannot go on. The message says what
/// happened, why it matters and how to mend it.</summary>
/// <remarks>
/// <para>SUPT001: code has left the simulation's thread. SUPT002: code blocks it. SUPT003: processes keep each other busy without end.
/// SUPT004: a replay went another way. SUPT005: processes wait for each other in a circle. SUPT006: the test's body waits for what nobody can
/// send. SUPT007: processes are left at the end. SUPT008: code does not come back.</para>
/// </remarks>
public sealed class SimulationException : Exception
{
    internal SimulationException(string id, string message)
        : base($"{id} {message}") => Id = id;

    /// <summary>SUPT001 to SUPT008; each keeps its meaning.</summary>
    public string Id { get; }
}
