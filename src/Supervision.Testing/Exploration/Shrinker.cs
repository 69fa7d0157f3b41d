namespace Supervision.Testing.Exploration;

/// <summary>Makes a failing schedule plainer: fewer choices that are not the plain order's, and nearer to it, as long as the test fails in
/// the same way.</summary>
internal sealed class Shrinker(ScheduleRunner runner, FailureKind kind, int maxRuns)
{
    private IReadOnlyList<int> _best = [];

    /// <summary>How many runs it took.</summary>
    internal int Runs { get; private set; }

    internal IReadOnlyList<int> Shrink(IReadOnlyList<int> choices)
    {
        _best = Trimmed(choices);
        bool isPlainer = true;
        while (isPlainer && Runs < maxRuns)
        {
            isPlainer = CutTail() | ZeroChunks() | LowerEach();
        }

        return _best;
    }

    /// <summary>Zeros at the end say nothing: that is what the plain order does.</summary>
    internal static IReadOnlyList<int> Trimmed(IReadOnlyList<int> choices)
    {
        int length = choices.Count;
        while (length > 0 && choices[length - 1] == 0)
        {
            length--;
        }

        return [.. choices.Take(length)];
    }

    private bool CutTail()
    {
        bool isPlainer = false;
        for (int keep = _best.Count / 2; keep < _best.Count && Runs < maxRuns; keep += Math.Max(1, (_best.Count - keep) / 2))
        {
            if (Try([.. _best.Take(keep)]))
            {
                isPlainer = true;
                keep = _best.Count / 2;
            }
        }

        return isPlainer;
    }

    private bool ZeroChunks()
    {
        bool isPlainer = false;
        for (int size = Math.Max(1, _best.Count / 2); size >= 1; size /= 2)
        {
            for (int start = 0; start < _best.Count && Runs < maxRuns; start += size)
            {
                int end = Math.Min(_best.Count, start + size);
                if (_best.Take(end).Skip(start).Any(static choice => choice != 0))
                {
                    isPlainer |= Try([.. _best.Select((choice, at) => at >= start && at < end ? 0 : choice)]);
                }
            }
        }

        return isPlainer;
    }

    private bool LowerEach()
    {
        bool isPlainer = false;
        for (int at = 0; at < _best.Count && Runs < maxRuns; at++)
        {
            foreach (int lower in Lower(_best[at]))
            {
                if (Try([.. _best.Select((choice, index) => index == at ? lower : choice)]))
                {
                    isPlainer = true;
                    break;
                }
            }
        }

        return isPlainer;
    }

    private static IEnumerable<int> Lower(int choice) => new[] { 1, choice / 2, choice - 1 }.Where(lower => lower >= 1 && lower < choice).Distinct();

    /// <summary>What counts is what was really chosen: a number that was too high is a lower one.</summary>
    private bool Try(List<int> candidate)
    {
        if (Runs >= maxRuns)
        {
            return false;
        }

        Runs++;
        ScheduleRun run = runner.Replay(candidate, isStrict: false);
        if (run.Failure is not { } failure || FailureKind.Of(failure) != kind)
        {
            return false;
        }

        IReadOnlyList<int> chosen = Trimmed(run.Choices);
        if (WeightOf(chosen).CompareTo(WeightOf(_best)) >= 0)
        {
            return false;
        }

        _best = chosen;
        return true;
    }

    private static (int NotPlain, long Sum, int Length) WeightOf(IReadOnlyList<int> choices) =>
        (choices.Count(static choice => choice != 0), choices.Sum(static choice => (long)choice), choices.Count);
}
