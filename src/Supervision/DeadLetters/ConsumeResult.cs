namespace Supervision;

/// <summary>What became of a message that was to be handled.</summary>
public enum ConsumeResult
{
    /// <summary>It was handled.</summary>
    Handled = 0,

    /// <summary>It failed as often as allowed, and is in the queue of dead letters.</summary>
    DeadLettered,

    /// <summary>It failed as often as allowed and was dropped, which was counted and reported.</summary>
    Dropped,
}
