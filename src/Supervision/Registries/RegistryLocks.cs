namespace Supervision.Registries;

/// <summary>
/// Who holds which key, and who waits for it, in the order in which they came. The first of a key's list holds it. Any thread; the lock holds no
/// user code.
/// <para>An entry is in its owner's list of registrations from before it is here until after it is not: so whoever dies, waiting or
/// holding, leaves before anybody hears of the death.</para>
/// </summary>
internal sealed class RegistryLocks<TKey>(IEqualityComparer<TKey>? comparer)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedList<RegistryLock<TKey>>> _lines = new(comparer);

    /// <summary>Joins the line; in the owner's turn.</summary>
    /// <returns>False when the owner is in it.</returns>
    internal bool TryJoin(RegistryLock<TKey> entry)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(entry.Key, out LinkedList<RegistryLock<TKey>>? line))
            {
                _lines.Add(entry.Key, line = new LinkedList<RegistryLock<TKey>>());
            }

            if (line.Any(other => ReferenceEquals(other.Owner, entry.Owner)))
            {
                return false;
            }

            line.AddLast(entry);
            if (line.Count > 1)
            {
                return true;
            }
        }

        entry.Grant();
        return true;
    }

    internal void Leave(RegistryLock<TKey> entry)
    {
        RegistryLock<TKey>? next = null;
        lock (_lock)
        {
            LinkedList<RegistryLock<TKey>> line = _lines[entry.Key];
            bool held = ReferenceEquals(line.First!.Value, entry);
            line.Remove(entry);
            if (line.First is null)
            {
                _lines.Remove(entry.Key);
            }
            else if (held)
            {
                next = line.First.Value;
            }
        }

        next?.Grant();
    }
}
