using System.Globalization;
using Supervision.Runtime;

namespace Supervision.Edges;

/// <summary>What is said of the edges of a tree that cannot be.</summary>
internal static class EdgeErrors
{
    internal static PrerequisiteOptions Checked(PrerequisiteOptions options)
    {
        CheckTimeout(options.Timeout);
        if (options.Interval <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Interval, "Interval must be more than zero, or null for only the check at the start.");
        }

        return options.MaxFailures >= 1 ? options : throw new ArgumentOutOfRangeException(
            nameof(options), options.MaxFailures, "MaxFailures must be 1 or more: how many checks in a row fail when it is lost.");
    }

    internal static RegistrationOptions Checked(RegistrationOptions options)
    {
        CheckTimeout(options.Timeout);
        ProcessErrors.CheckDelay(options.StableAfter);
        return options.MaxWithdrawals >= 1 ? options : throw new ArgumentOutOfRangeException(
            nameof(options), options.MaxWithdrawals, "MaxWithdrawals must be 1 or more: how often taking it back is tried.");
    }

    internal static InvalidOperationException NotTakenBack(int attempts, Exception error) => new(
        string.Create(CultureInfo.InvariantCulture, $"The service could not be taken back in {attempts} attempts, and whoever looks it up still finds it: {error.Message}"), error);

    private static void CheckTimeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "Timeout must be more than zero, or Timeout.InfiniteTimeSpan for any time.");
        }
    }
}
