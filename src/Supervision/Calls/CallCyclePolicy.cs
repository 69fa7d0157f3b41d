namespace Supervision;

/// <summary>What happens when processes call each other in a circle, or one that is being started asks something of the supervisor that waits for it.</summary>
public enum CallCyclePolicy
{
    /// <summary>The call is made and a warning is logged that names the circle. A circle may be harmless: one of its servers may have
    /// given its caller to another process to answer.</summary>
    Log = 0,

    /// <summary>Nobody looks.</summary>
    Off,

    /// <summary>The call that would close the circle fails at once with <see cref="CallFailureCause.Cycle"/>.</summary>
    Fail,
}
