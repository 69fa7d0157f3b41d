namespace Supervision.Scheduling;

/// <summary>What became of a message that was to go into a batch.</summary>
internal enum AddResult : byte
{
    /// <summary>It must be pushed as a node of its own: the owner is not behind, or the door is closed.</summary>
    Refused,

    /// <summary>It is in.</summary>
    Added,

    /// <summary>It is in, as the first of a new batch.</summary>
    BatchBegun,
}
