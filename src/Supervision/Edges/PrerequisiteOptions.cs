namespace Supervision;

/// <summary>How a prerequisite is checked.</summary>
public sealed record PrerequisiteOptions
{
    internal static readonly PrerequisiteOptions Default = new();

    /// <summary>How long one check may take; one that takes longer has failed. 30 s by default; more than zero, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for any.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a check the next one follows, as long as the tree runs; more than zero. Null, the default, for only the one at the
    /// start.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How many of these later checks must fail in a row for the prerequisite to be lost. 3 by default; at least 1.</summary>
    public int MaxFailures { get; init; } = 3;
}
