namespace MakeItCrash;

/// <summary>What has happened.</summary>
internal enum MomentKind
{
    /// <summary>Somebody came or went.</summary>
    Change,

    /// <summary>A process has ended.</summary>
    Exit,

    /// <summary>A process was started in its place.</summary>
    Restart,

    /// <summary>A process has its state back.</summary>
    Restore,

    /// <summary>State is gone.</summary>
    Loss,
}
