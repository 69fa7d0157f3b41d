namespace Supervision;

/// <summary>What became of a message that was sent.</summary>
public enum SendResult
{
    /// <summary>It is in the mailbox.</summary>
    Accepted = 0,

    /// <summary>There is no such process (any more). Counted as a dead letter.</summary>
    NoProcess,

    /// <summary>The mailbox is full and its mode refuses what does not fit. Counted as a dead letter.</summary>
    Full,

    /// <summary>The mailbox is full and its mode drops the newest message, which is this one. Counted as a dead letter.</summary>
    Dropped,
}
