using System.Collections.Concurrent;

namespace Supervision.Runtime;

/// <summary>
/// Names and their holders. A process first stops being alive and then gives up its name; a registration first enters the name and
/// then asks whether the process is still alive. So one of the two sees the other, and no name is left with a corpse. Removal is
/// by name and holder: a successor's registration is never deleted.
/// </summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, ProcessCell> _holders = new(StringComparer.Ordinal);

    /// <summary>The living holder; null when there is none.</summary>
    internal ProcessCell? Find(string name) =>
        _holders.TryGetValue(name, out ProcessCell? holder) && holder.IsAlive ? holder : null;

    /// <summary>The holder even when it is ending: the name is still taken then.</summary>
    internal ProcessCell? Holder(string name) => _holders.GetValueOrDefault(name);

    /// <summary>False when the name is taken, or the process has one already or is ending.</summary>
    internal bool TryAdd(string name, ProcessCell process)
    {
        if (!process.TrySetName(name))
        {
            return false;
        }

        if (!_holders.TryAdd(name, process))
        {
            process.TryClearName(name);
            return false;
        }

        if (process.IsAlive)
        {
            return true;
        }

        Remove(name, process);
        return false;
    }

    /// <summary>Frees the name if that process holds it.</summary>
    internal bool Remove(string name, ProcessCell holder)
    {
        bool removed = _holders.TryRemove(new KeyValuePair<string, ProcessCell>(name, holder));
        holder.TryClearName(name);
        return removed;
    }
}
