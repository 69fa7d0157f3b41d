namespace Supervision.Scheduling;

/// <summary>Timers in no order, each of which knows its place: entered and removed at constant cost.</summary>
internal struct TimerBag
{
    /// <summary>What an empty bag keeps for the next timers; more is given back.</summary>
    private const int KeptLength = 16;

    /// <summary>Entries from <see cref="Count"/> on are null; the array is null before the first timer.</summary>
    private TimerNode?[]? _nodes;

    internal int Count { get; private set; }

    internal readonly TimerNode Last => _nodes![Count - 1]!;

    /// <summary>All of them, in no order.</summary>
    internal readonly IEnumerable<TimerNode> Nodes => (_nodes ?? []).Take(Count)!;

    internal void Add(TimerNode node)
    {
        if (_nodes is null || Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(4, Count * 2));
        }

        node.Index = Count;
        _nodes[Count++] = node;
    }

    internal void Remove(TimerNode node)
    {
        TimerNode last = _nodes![--Count]!;
        _nodes[Count] = null;
        if (!ReferenceEquals(last, node))
        {
            last.Index = node.Index;
            _nodes[node.Index] = last;
        }

        if (Count == 0 && _nodes.Length > KeptLength)
        {
            _nodes = null;
        }
    }
}
