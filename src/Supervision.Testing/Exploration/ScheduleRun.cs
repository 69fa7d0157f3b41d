namespace Supervision.Testing.Exploration;

/// <summary>What one schedule has shown.</summary>
/// <param name="Failure">What the test threw; null when it passed or was cut.</param>
/// <param name="Choices">What was chosen.</param>
/// <param name="Hash">Of all steps.</param>
/// <param name="IsCut">True when the rest was not run.</param>
internal sealed record ScheduleRun(Exception? Failure, IReadOnlyList<int> Choices, ulong Hash, bool IsCut)
{
    /// <summary>True when the schedule could not be followed, or real work took part: running it again may show something else.</summary>
    internal bool IsLost { get; init; }

    internal bool HasWaitedForReal { get; init; }

    /// <summary>How many steps were made.</summary>
    internal long Steps { get; init; }
}
