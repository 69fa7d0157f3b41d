using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>Runs one schedule twice: whatever differs was decided by something that the simulation does not own.</summary>
internal static class DeterminismCheck
{
    internal static void Run(ScheduleRunner runner, IReadOnlyList<int> choices)
    {
        StepTrace first = new();
        StepTrace second = new();
        ScheduleRun run = runner.Replay(choices, isStrict: false, first);
        if (run.HasWaitedForReal)
        {
            return;
        }

        runner.Replay(choices, isStrict: false, second);
        ThrowIfDifferent(first.Steps, second.Steps);
    }

    /// <exception cref="SimulationException">SUPT004: the steps differ.</exception>
    internal static void ThrowIfDifferent(IReadOnlyList<TraceStep> first, IReadOnlyList<TraceStep> second)
    {
        for (int i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            IReadOnlyList<string> expected = i < first.Count ? SetOf(first[i]) : [];
            IReadOnlyList<string> found = i < second.Count ? SetOf(second[i]) : [];
            if (!expected.SequenceEqual(found, StringComparer.Ordinal))
            {
                throw Escapes.SimulationErrors.Diverged(i + 1, expected, found);
            }
        }
    }

    private static IReadOnlyList<string> SetOf(TraceStep step) => step.Possible.Count > 0 ? step.Possible : [step.Name];
}
