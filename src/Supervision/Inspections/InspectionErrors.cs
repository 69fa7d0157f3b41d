using System.Globalization;

namespace Supervision.Inspections;

/// <summary>The texts of this layer.</summary>
internal static class InspectionErrors
{
    internal static void CheckTop(TopBy by, int count)
    {
        if (by is < TopBy.MailboxLength or > TopBy.Messages)
        {
            throw new ArgumentOutOfRangeException(nameof(by), by, $"by was {by}; must be one of {string.Join(", ", Enum.GetNames<TopBy>())}.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
    }

    internal static void CheckWindow(TimeSpan window)
    {
        if (window < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, Text($"window was {window}; must be zero or more, and not infinite."));
        }
    }

    internal static void CheckTrace(MessageTraceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Max, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PerSecond, 1, nameof(options));
        if (options.Limit <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Limit, Text($"Limit was {options.Limit}; must be more than zero, and not infinite."));
        }
    }

    internal static InvalidOperationException NotCounted(TopBy by) => new(
        $"{by} is not counted all the time. Use TopOverAsync, which counts while it looks, or set ProcessRuntimeOptions.CountsWork.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
