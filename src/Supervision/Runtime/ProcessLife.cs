namespace Supervision.Runtime;

/// <summary>The stages of a process.</summary>
internal enum ProcessLife
{
    /// <summary>Lives.</summary>
    Running,

    /// <summary>Has been told to end, or wants to; its code may still be on its way out.</summary>
    Exiting,

    /// <summary>The door is closed; links and monitors are being told.</summary>
    Leaving,

    /// <summary>Gone.</summary>
    Dead,
}
