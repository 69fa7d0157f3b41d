using System.Globalization;

namespace Supervision.Trees;

/// <summary>The exceptions of this layer.</summary>
internal static class TreeErrors
{
    internal static ArgumentOutOfRangeException WrongLimit(TimeSpan limit) => new(
        nameof(limit),
        string.Create(
            CultureInfo.InvariantCulture,
            $"limit was {limit}; must be more than zero, Timeout.InfiniteTimeSpan for none, or null for 5 s."));
}
