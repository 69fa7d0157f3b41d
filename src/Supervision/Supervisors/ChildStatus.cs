namespace Supervision;

/// <summary>What a supervisor knows about a child.</summary>
public enum ChildStatus : byte
{
    /// <summary>It has no process: its start answered <see cref="StartResult.Ignored"/>, it ended without being restarted, or it was
    /// stopped.</summary>
    Stopped = 0,

    /// <summary>It has a process.</summary>
    Running,

    /// <summary>Its last restart failed, and the supervisor will try again after the requests that it got meanwhile.</summary>
    Restarting,
}
