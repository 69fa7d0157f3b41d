using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>The steps without which the last one could not have been as it was: everything from which it can be reached.</summary>
internal static class CausalSlice
{
    internal static IReadOnlyList<TraceStep> Of(IReadOnlyList<TraceStep> steps)
    {
        if (steps.Count == 0)
        {
            return [];
        }

        bool[] isCause = new bool[steps.Count + 1];
        isCause[steps.Count] = true;
        for (int number = steps.Count; number >= 1; number--)
        {
            if (isCause[number])
            {
                foreach (int cause in steps[number - 1].Causes)
                {
                    isCause[cause] = true;
                }
            }
        }

        return [.. steps.Where(step => isCause[step.Number])];
    }
}
