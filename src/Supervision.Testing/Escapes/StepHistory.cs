namespace Supervision.Testing.Escapes;

/// <summary>The last steps of a run that does not come to an end.</summary>
internal sealed class StepHistory
{
    /// <summary>How many steps are looked at.</summary>
    internal const int Length = 256;

    private readonly List<string> _steps = [];

    internal IReadOnlyList<string> Steps => _steps;

    internal bool IsFull => _steps.Count >= Length;

    internal void Add(string step) => _steps.Add(step);

    /// <summary>The smallest number of steps after which they repeat; null when they do not, or not within half of what is known.</summary>
    internal int? Period()
    {
        for (int period = 1; period <= _steps.Count / 2; period++)
        {
            if (Repeats(period))
            {
                return period;
            }
        }

        return null;
    }

    private bool Repeats(int period)
    {
        for (int i = period; i < _steps.Count; i++)
        {
            if (!string.Equals(_steps[i], _steps[i - period], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
