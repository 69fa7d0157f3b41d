namespace Supervision.Testing.Scheduling;

/// <summary>The chains of which a step is possible, the one that has been for the longest time first. The first is removed in constant
/// time.</summary>
internal sealed class StepList
{
    private Chain?[] _items = new Chain?[8];
    private int _head;

    internal int Count { get; private set; }

    internal ReadOnlySpan<Chain> Items => _items.AsSpan(_head, Count)!;

    internal void Add(Chain chain)
    {
        if (_head + Count == _items.Length)
        {
            MakeRoom();
        }

        _items[_head + Count++] = chain;
    }

    internal Chain RemoveAt(int index)
    {
        int at = _head + index;
        Chain chain = _items[at]!;
        Count--;
        if (index == 0)
        {
            _items[at] = null;
            _head = Count == 0 ? 0 : _head + 1;
            return chain;
        }

        Array.Copy(_items, at + 1, _items, at, _head + Count - at);
        _items[_head + Count] = null;
        return chain;
    }

    /// <summary>When at least half is free at the front, moves; else grows.</summary>
    private void MakeRoom()
    {
        Chain?[] target = _head > _items.Length / 2 ? _items : new Chain?[_items.Length * 2];
        Array.Copy(_items, _head, target, 0, Count);
        if (ReferenceEquals(target, _items))
        {
            Array.Clear(_items, Count, _items.Length - Count);
        }

        _items = target;
        _head = 0;
    }
}
