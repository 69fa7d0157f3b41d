namespace Supervision;

/// <summary>How a service is registered.</summary>
public sealed record RegistrationOptions
{
    internal static readonly RegistrationOptions Default = new();

    /// <summary>How long all to the left must have run before the service is registered. 1 s by default; zero or more, and not infinite.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait after an attempt that failed. By default from 1 s to 30 s.</summary>
    public Backoff Backoff { get; init; } = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>How long one attempt may take; one that takes longer has failed. 10 s by default; more than zero, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for any.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often to try to take a registration back before that is given up and reported as a crash. 10 by default; at least 1. Registering is
    /// tried for as long as the tree runs.</summary>
    public int MaxWithdrawals { get; init; } = 10;
}
