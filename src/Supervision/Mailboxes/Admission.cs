namespace Supervision.Mailboxes;

/// <summary>What a full mailbox says to an envelope.</summary>
internal enum Admission
{
    /// <summary>A place is reserved.</summary>
    Admitted,

    /// <summary>No place; the sender decides what that means.</summary>
    Full,

    /// <summary>No place, and the newest message is the one to drop.</summary>
    DropThis,
}
