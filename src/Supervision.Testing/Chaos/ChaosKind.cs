namespace Supervision.Testing;

/// <summary>What chaos does.</summary>
public enum ChaosKind
{
    /// <summary>Kills a process; it cannot trap that.</summary>
    Kill = 0,

    /// <summary>A worker's own code throws in its next turn. A supervisor, which has no such code, is killed.</summary>
    Crash,

    /// <summary>A stranger sends a process an exit signal, which it may trap; the number of the action draws the reason.</summary>
    Exit,

    /// <summary>A supervisor is told to stop; it stops its children first.</summary>
    StopSupervisor,

    /// <summary>One of the faults of <see cref="ChaosOptions.Faults"/> is set up.</summary>
    Fault,

    /// <summary>All that was done so far is let come to rest and is looked at; then some time passes. Between two waits what is done happens
    /// together: in the simulation a kill may fall between any two steps.</summary>
    Wait,
}
