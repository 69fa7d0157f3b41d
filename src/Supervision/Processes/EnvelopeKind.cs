namespace Supervision.Processes;

/// <summary>What a process does with an envelope when it drains its door.</summary>
internal enum EnvelopeKind : byte
{
    /// <summary>For the inner queue; user code sees its content.</summary>
    Message,

    /// <summary>Several messages in one node, for the inner queue.</summary>
    Batch,

    /// <summary>As a message; somebody waits for the answer.</summary>
    Call,

    /// <summary>A call comes back to its caller, decided.</summary>
    Reply,

    /// <summary>An exit signal.</summary>
    Exit,

    /// <summary>A monitored process has ended.</summary>
    Down,

    /// <summary>A link was made by the other side.</summary>
    Link,

    /// <summary>A link was removed by the other side.</summary>
    Unlink,

    /// <summary>Somebody wants to monitor the receiver.</summary>
    Monitor,

    /// <summary>Somebody does not want to monitor the receiver any more.</summary>
    Demonitor,

    /// <summary>A timer has fired that the engine itself acts on.</summary>
    Alarm,

    /// <summary>Code of the process wants to go on after an await.</summary>
    Continuation,

    /// <summary>Suspend, resume, and questions to the process.</summary>
    Control,
}
