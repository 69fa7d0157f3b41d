namespace Supervision.Reconcilers;

/// <summary>What is said of a reconciler that cannot be.</summary>
internal static class ReconcilerErrors
{
    internal static ReconcilerOptions<TArgs> Checked<TArgs>(ReconcilerOptions<TArgs> options)
    {
        if (options.Schedule is not { Count: > 0 } || options.Schedule.Any(static delay => delay < TimeSpan.Zero))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), string.Join(", ", options.Schedule ?? []), "Schedule needs at least one delay, and each must be zero or more. Without an idea leave it out: 10 s, 1 h, 1 day.");
        }

        if (options.Interval <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Interval, "Interval must be more than zero. A large one looks seldom.");
        }

        Runtime.ProcessErrors.CheckedTimeout(options.StableAfter, nameof(options));
        return options;
    }
}
