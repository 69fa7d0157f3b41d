using System.Diagnostics;

namespace Supervision.Registries;

/// <summary>The entries under one key of a duplicate registry, oldest first. Any thread; its lock holds no user code.</summary>
[DebuggerDisplay("{_count} entries")]
internal sealed class RegistryGroup<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private RegistryRecord<TKey, TValue>? _oldest;
    private RegistryRecord<TKey, TValue>? _newest;
    private int _count;
    private bool _isOver;

    /// <summary>False when the group has become empty and been given up: a new one takes its place.</summary>
    internal bool TryAdd(RegistryRecord<TKey, TValue> record)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            record.Older = _newest;
            if (_newest is null)
            {
                _oldest = record;
            }
            else
            {
                _newest.Newer = record;
            }

            _newest = record;
            _count++;
            return true;
        }
    }

    /// <summary>Removes an entry that is in it. True when it was the last: the group is given up.</summary>
    internal bool Remove(RegistryRecord<TKey, TValue> record)
    {
        lock (_lock)
        {
            if (record.Older is null)
            {
                _oldest = record.Newer;
            }
            else
            {
                record.Older.Newer = record.Newer;
            }

            if (record.Newer is null)
            {
                _newest = record.Older;
            }
            else
            {
                record.Newer.Older = record.Older;
            }

            record.Older = record.Newer = null;
            return _isOver = --_count == 0;
        }
    }

    /// <summary>All entries of this moment.</summary>
    internal RegistryRecord<TKey, TValue>[] Snapshot()
    {
        lock (_lock)
        {
            RegistryRecord<TKey, TValue>[] all = new RegistryRecord<TKey, TValue>[_count];
            int at = 0;
            for (RegistryRecord<TKey, TValue>? record = _oldest; record is not null; record = record.Newer)
            {
                all[at++] = record;
            }

            return all;
        }
    }
}
