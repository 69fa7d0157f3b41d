namespace Supervision;

/// <summary>By what processes are compared.</summary>
/// <remarks><para><b>OTP:</b> the attribute of recon:proc_count/2.</para></remarks>
public enum TopBy
{
    /// <summary>How many messages wait for it.</summary>
    MailboxLength = 0,

    /// <summary>How often its supervisor has restarted it.</summary>
    Restarts,

    /// <summary>How long it has had a thread, in seconds.</summary>
    BusyTime,

    /// <summary>How many messages it has taken out of its mailbox.</summary>
    Messages,
}
