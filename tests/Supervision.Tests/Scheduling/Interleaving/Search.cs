namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>Depth-first search over the decisions of a schedule: the running thread goes on first, then each of the others has its turn.</summary>
internal sealed class Search(int preemptionBound)
{
    private readonly List<Decision> _decisions = [];
    private int _depth;
    private int _preemptions;

    /// <summary>Chooses among several enabled threads, the running one (null when it cannot go on) among them.</summary>
    internal int Decide(int? running, IReadOnlyList<int> enabled)
    {
        if (_depth == _decisions.Count)
        {
            _decisions.Add(new Decision(Options(running, enabled)));
        }

        int chosen = _decisions[_depth++].Chosen;
        if (running is not null && chosen != running)
        {
            _preemptions++;
        }

        return chosen;
    }

    /// <summary>Turns to the latest decision that has an option left. False: every schedule has been run.</summary>
    internal bool MoveToNextSchedule()
    {
        _depth = 0;
        _preemptions = 0;
        while (_decisions.Count > 0 && !_decisions[^1].TakeNextOption())
        {
            _decisions.RemoveAt(_decisions.Count - 1);
        }

        return _decisions.Count > 0;
    }

    private int[] Options(int? running, IReadOnlyList<int> enabled)
    {
        if (running is not { } self)
        {
            return [.. enabled];
        }

        return _preemptions == preemptionBound ? [self] : [self, .. enabled.Where(thread => thread != self)];
    }

    private sealed class Decision(int[] options)
    {
        private int _index;

        internal int Chosen => options[_index];

        internal bool TakeNextOption() => ++_index < options.Length;
    }
}
