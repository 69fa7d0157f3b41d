namespace Supervision.Pools;

/// <summary>Items that nobody wants any more.</summary>
internal sealed partial class PoolQueue<TMessage>
{
    private const int SweepFrom = 64;

    /// <summary>With so many items those that nobody wants are looked for everywhere, also behind one that is wanted for ever.</summary>
    private int _sweepAt = SweepFrom;

    private void ForgetWhoGaveUp()
    {
        ForgetWhoGaveUp(_outside);
        ForgetWhoGaveUp(_shared);
        _workers.ForEach(worker => ForgetWhoGaveUp(worker.Own));
    }

    /// <summary>As seldom as the number of items doubles, so it costs each of them little.</summary>
    private void Sweep()
    {
        if (_waiting + _outside.Count < _sweepAt)
        {
            return;
        }

        foreach (LinkedList<PoolItem<TMessage>> queue in _workers.Select(static worker => worker.Own).Append(_shared).Append(_outside))
        {
            for (LinkedListNode<PoolItem<TMessage>>? node = queue.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (!node.Value.IsWanted)
                {
                    Remove(queue, node);
                }
            }
        }

        _sweepAt = Math.Max(SweepFrom, 2 * (_waiting + _outside.Count));
    }

    private void Remove(LinkedList<PoolItem<TMessage>> queue, LinkedListNode<PoolItem<TMessage>> node)
    {
        queue.Remove(node);
        _waiting -= queue == _outside ? 0 : 1;
        LetGo(node.Value);
    }

    /// <summary>From the front only: there are those who have waited longest, and it costs nothing that was not to be done later.</summary>
    private void ForgetWhoGaveUp(LinkedList<PoolItem<TMessage>> queue)
    {
        while (queue.First is { Value.IsWanted: false } first)
        {
            Remove(queue, first);
        }
    }
}
