namespace Supervision;

/// <summary>What happens to a message for a bounded mailbox that is full. The words are those of
/// <see cref="System.Threading.Channels.BoundedChannelFullMode"/>.</summary>
public enum MailboxFullMode
{
    /// <summary><see cref="Pid.SendAsync"/> and calls wait for room, in order; <see cref="Pid.Send"/> answers
    /// <see cref="SendResult.Full"/>.</summary>
    Wait = 0,

    /// <summary>The message that is being sent is dropped.</summary>
    DropNewest,

    /// <summary>The oldest message that nobody has handled yet is dropped, and the new one accepted.</summary>
    DropOldest,

    /// <summary>The message is refused with <see cref="SendResult.Full"/>; nobody waits.</summary>
    Reject,
}
