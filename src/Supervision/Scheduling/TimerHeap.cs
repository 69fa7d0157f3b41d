namespace Supervision.Scheduling;

/// <summary>Timers in the order in which they fire: an indexed heap with four children a node, so that a cancelled timer leaves at once and keeps
/// nobody alive. Under the lock of its <see cref="TimerQueue"/>.</summary>
internal sealed class TimerHeap
{
    private const int Arity = 4;

    /// <summary>Entries from <see cref="Count"/> on are null.</summary>
    private TimerNode?[] _nodes = [];

    internal int Count { get; private set; }

    /// <summary>The timer that fires first; null when there is none.</summary>
    internal TimerNode? First => Count == 0 ? null : _nodes[0];

    /// <summary>All of them, in no order.</summary>
    internal IEnumerable<TimerNode> Nodes => _nodes.Take(Count)!;

    internal void Add(TimerNode node)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(16, Count * 2));
        }

        node.Slot = TimerNode.HeapSlot;
        Place(node, Count++);
        SiftUp(node);
    }

    internal void Remove(TimerNode node)
    {
        int index = node.Index;
        node.Slot = TimerNode.NoSlot;
        TimerNode last = _nodes[--Count]!;
        _nodes[Count] = null;
        if (ReferenceEquals(last, node))
        {
            return;
        }

        Place(last, index);
        SiftUp(last);
        SiftDown(last);
    }

    private static bool IsBefore(TimerNode a, TimerNode b) => a.Due < b.Due || (a.Due == b.Due && a.Sequence < b.Sequence);

    private void Place(TimerNode node, int index)
    {
        _nodes[index] = node;
        node.Index = index;
    }

    private void SiftUp(TimerNode node)
    {
        int index = node.Index;
        while (index > 0)
        {
            int parent = (index - 1) / Arity;
            TimerNode above = _nodes[parent]!;
            if (!IsBefore(node, above))
            {
                break;
            }

            Place(above, index);
            index = parent;
        }

        Place(node, index);
    }

    private void SiftDown(TimerNode node)
    {
        int index = node.Index;
        while (true)
        {
            int first = (index * Arity) + 1;
            if (first >= Count)
            {
                break;
            }

            int best = first;
            int end = Math.Min(first + Arity, Count);
            for (int child = first + 1; child < end; child++)
            {
                if (IsBefore(_nodes[child]!, _nodes[best]!))
                {
                    best = child;
                }
            }

            if (!IsBefore(_nodes[best]!, node))
            {
                break;
            }

            Place(_nodes[best]!, index);
            index = best;
        }

        Place(node, index);
    }
}
