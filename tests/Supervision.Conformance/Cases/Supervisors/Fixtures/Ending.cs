namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>The ways in which the suite makes a process end.</summary>
public enum Ending
{
    /// <summary>It is killed.</summary>
    Kill = 0,

    /// <summary>It gets the exit signal <c>shutdown</c>.</summary>
    Shutdown,

    /// <summary>It gets the exit signal <c>{shutdown,x}</c>.</summary>
    ShutdownWith,

    /// <summary>It is told to stop.</summary>
    Normal,

    /// <summary>It is told to die.</summary>
    Abnormal,
}
