namespace Supervision.Testing.Scheduling;

/// <summary>What a step has touched: two steps that touch nothing in common may change places without anybody seeing it. Whatever a step does to
/// its own process counts as a change; a shared object, a name for instance, may be only read.</summary>
internal sealed class Footprint
{
    private readonly List<(ulong Thing, bool Changes)> _touched = [];

    /// <summary>True for a step of which nothing is known, which changes places with none.</summary>
    internal bool IsEverything { get; private set; }

    internal void Clear()
    {
        _touched.Clear();
        IsEverything = false;
    }

    internal void Add(ulong thing, bool changes)
    {
        if (!_touched.Contains((thing, changes)))
        {
            _touched.Add((thing, changes));
        }
    }

    internal void AddEverything() => IsEverything = true;

    internal void Add(Footprint other)
    {
        IsEverything |= other.IsEverything;
        foreach ((ulong thing, bool changes) in other._touched)
        {
            Add(thing, changes);
        }
    }

    internal bool Meets(Footprint other)
    {
        if (IsEverything || other.IsEverything)
        {
            return true;
        }

        foreach ((ulong thing, bool changes) in _touched)
        {
            foreach ((ulong otherThing, bool otherChanges) in other._touched)
            {
                if (thing == otherThing && (changes || otherChanges))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
