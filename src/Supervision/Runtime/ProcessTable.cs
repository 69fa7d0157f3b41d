namespace Supervision.Runtime;

/// <summary>
/// Every living process of a runtime. It keeps parked processes alive (nobody else may hold them) and answers "which are there".
/// Segments never move; a slot is reused, an id never is.
/// </summary>
internal sealed class ProcessTable
{
    private readonly int _segmentBits;
    private readonly Shard[] _shards;

    /// <param name="shards">More mean less contention between spawning threads; one makes ids count in order.</param>
    /// <param name="segmentBits">The logarithm of how many processes a segment holds.</param>
    internal ProcessTable(int shards, int segmentBits = 12)
    {
        _segmentBits = segmentBits;
        _shards = new Shard[shards];
        for (int i = 0; i < shards; i++)
        {
            _shards[i] = new Shard();
        }
    }

    internal int Count
    {
        get
        {
            int count = 0;
            foreach (Shard shard in _shards)
            {
                count += Volatile.Read(ref shard.Count);
            }

            return count;
        }
    }

    /// <summary>Enters a process: gives it its slot and its id.</summary>
    internal (int Slot, long Id) Add(ProcessCell process)
    {
        int index = _shards.Length == 1 ? 0 : Environment.CurrentManagedThreadId % _shards.Length;
        Shard shard = _shards[index];
        lock (shard.Lock)
        {
            int slot = shard.TakeSlot(1 << _segmentBits);
            shard.Segments[slot >> _segmentBits][slot & ((1 << _segmentBits) - 1)] = process;
            shard.Count++;
            return ((slot * _shards.Length) + index, (shard.Serial++ * _shards.Length) + index + 1);
        }
    }

    /// <summary>Removes a process that has ended.</summary>
    internal void Remove(int slot)
    {
        Shard shard = _shards[slot % _shards.Length];
        int local = slot / _shards.Length;
        lock (shard.Lock)
        {
            shard.Segments[local >> _segmentBits][local & ((1 << _segmentBits) - 1)] = null;
            shard.Free.Push(local);
            shard.Count--;
        }
    }

    /// <summary>The processes of this moment, oldest first.</summary>
    internal List<ProcessCell> Snapshot()
    {
        List<ProcessCell> all = [];
        foreach (Shard shard in _shards)
        {
            lock (shard.Lock)
            {
                foreach (ProcessCell?[] segment in shard.Segments)
                {
                    all.AddRange(segment.OfType<ProcessCell>());
                }
            }
        }

        all.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return all;
    }

    private sealed class Shard
    {
        internal readonly Lock Lock = new();
        internal readonly List<ProcessCell?[]> Segments = [];
        internal readonly Stack<int> Free = new();
        internal int Count;
        internal long Serial;
        private int _used;

        internal int TakeSlot(int segmentSize)
        {
            if (Free.TryPop(out int slot))
            {
                return slot;
            }

            if (_used == Segments.Count * segmentSize)
            {
                Segments.Add(new ProcessCell?[segmentSize]);
            }

            return _used++;
        }
    }
}
