namespace Supervision.Servers;

/// <summary>Which callback a server is in, or was in last.</summary>
internal enum ServerPhase : byte
{
    /// <summary>InitAsync.</summary>
    Init,

    /// <summary>None; messages are handled.</summary>
    Idle,

    /// <summary>HandleAsync, HandleSignalAsync or ContinueAsync.</summary>
    Handle,

    /// <summary>TerminateAsync; after it the process ends.</summary>
    Terminate,

    /// <summary>No callback will run any more.</summary>
    Ended,
}
