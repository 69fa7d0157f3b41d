namespace Supervision.Supervisors;

/// <summary>Why a supervisor stops or starts children.</summary>
internal enum JobKind
{
    /// <summary>The declared children are started for the first time.</summary>
    Boot = 0,

    /// <summary>A child was added by request.</summary>
    StartChild,

    /// <summary>A stopped child is started by request.</summary>
    RestartChild,

    /// <summary>A child is stopped by request.</summary>
    TerminateChild,

    /// <summary>A child ended and it, or its group, is started again.</summary>
    Restart,

    /// <summary>All children are stopped, then the supervisor exits.</summary>
    Leave,
}
