namespace Supervision;

/// <summary>What follows when an application ends by itself. Being stopped on purpose is not that.</summary>
/// <remarks><para><b>OTP:</b> the restart type of an application. Nothing restarts it in any case: that was tried below it.</para></remarks>
public enum ApplicationType
{
    /// <summary>Nothing: the others go on without it.</summary>
    Temporary = 0,

    /// <summary>Nothing if it ended with <see cref="ExitReason.Normal"/>. Any other reason stops all, also <see cref="ExitReason.Shutdown"/>, with which a
    /// supervisor gives up.</summary>
    Transient,

    /// <summary>All are stopped.</summary>
    Permanent,
}
