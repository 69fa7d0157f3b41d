using System.Globalization;

namespace Supervision.Backoffs;

/// <summary>What is said of a back-off that cannot be.</summary>
internal static class BackoffErrors
{
    internal static void CheckBounds(TimeSpan min, TimeSpan max)
    {
        if (min < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(min), min, "The shortest delay of a back-off is zero or more, and not infinite. Give the step of the first attempt, such as 1 s.");
        }

        if (max < min)
        {
            throw new ArgumentOutOfRangeException(
                nameof(max), max, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The longest delay of a back-off is at least its shortest, {min.TotalSeconds:0.###} s, and not infinite. Give the shorter delay first."));
        }
    }

    internal static void CheckFactor(double factor)
    {
        if (!(factor >= 1 && double.IsFinite(factor)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(factor), factor, "The factor of a back-off is a number of at least 1. Give 1 for delays that do not grow, 2 for doubled ones.");
        }
    }

    internal static void CheckJitter(double jitter)
    {
        if (!(jitter is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(jitter), jitter, "The jitter of a back-off is a part from 0 to 1 of the step. Give 0.5 for delays from half to one and a half steps.");
        }
    }
}
