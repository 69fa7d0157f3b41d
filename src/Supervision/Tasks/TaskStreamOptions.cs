namespace Supervision;

/// <summary>How a stream of tasks works.</summary>
public sealed record TaskStreamOptions
{
    internal static readonly TaskStreamOptions Default = new();

    /// <summary>How many tasks run at the same time at most; at least 1. Null, the default, for as many as the machine has processors.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether outcomes come in the order of their items; true by default, and then those that are early are kept, until
    /// there are as many as may run; nothing is started until the next is taken. Otherwise they come as they are there.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>Whether the tasks are linked to the calling process, so that a failure of one is its own; true by default.</summary>
    public bool IsLinked { get; init; } = true;

    /// <summary>How long one task may take; then it is killed. 5 s by default; zero or more, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>
    /// for any.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the stream goes on when a task took too long, with the outcome <c>timeout</c>; false by default: it throws
    /// <see cref="TimeoutException"/>.</summary>
    public bool ContinueOnTimeout { get; init; }
}
