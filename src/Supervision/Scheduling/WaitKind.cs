namespace Supervision.Scheduling;

/// <summary>What one process waits for another to do.</summary>
internal enum WaitKind : byte
{
    /// <summary>To be initialised.</summary>
    Start,

    /// <summary>To end.</summary>
    Exit,
}
