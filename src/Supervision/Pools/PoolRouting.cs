namespace Supervision;

/// <summary>Which worker of a pool gets a message.</summary>
public enum PoolRouting
{
    /// <summary>The first that is free; they share one queue.</summary>
    FirstFree = 0,

    /// <summary>One after the other, each with a queue of its own.</summary>
    RoundRobin,

    /// <summary>The one that <see cref="PoolOptions{TMessage}.Key"/> stands for: the same for equal keys as long as the size is, so they are handled in
    /// their order.</summary>
    ByKey,

    /// <summary>The one that has messages with an equal <see cref="PoolOptions{TMessage}.Key"/>, so they are handled in their order; when none has, the one
    /// with the least to do.</summary>
    Sticky,
}
