namespace MakeItCrash;

/// <summary>How far a process is in its life.</summary>
internal enum Phase
{
    /// <summary>There is none.</summary>
    Down,

    /// <summary>It was started and does not have its state yet.</summary>
    Restoring,

    /// <summary>It does its work.</summary>
    Up,
}
