namespace Supervision;

/// <summary>Why a message, a reply or a cast reached nobody.</summary>
public enum DeadLetterCause
{
    /// <summary>The process had already ended, or the pid is that of no process.</summary>
    NoProcess = 0,

    /// <summary>Nobody is registered under the name.</summary>
    NoName,

    /// <summary>It was in the mailbox, unhandled, when the process ended.</summary>
    ProcessEnded,

    /// <summary>The mailbox was full and refused it.</summary>
    MailboxFull,

    /// <summary>The mailbox was full and dropped it as the newest.</summary>
    DroppedNewest,

    /// <summary>The mailbox was full and dropped it, as the oldest, for a newer one.</summary>
    DroppedOldest,

    /// <summary>A reply to a caller that had stopped waiting, had ended or had been answered before.</summary>
    LateReply,

    /// <summary>A reply to a call message that was cast: nobody waits for it.</summary>
    NoCaller,

    /// <summary>A server received a message of a type that it does not handle.</summary>
    UnexpectedMessage,

    /// <summary>The sender's process had been told to end, or had been abandoned, before it sent.</summary>
    SenderEnded,

    /// <summary>A consumer had tried to handle it as often as it may, and has no queue of dead letters.</summary>
    GivenUp,
}
