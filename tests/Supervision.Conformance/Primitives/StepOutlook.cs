namespace Supervision.Conformance.Primitives;

/// <summary>What the operations of a step, so far, will do to the processes.</summary>
internal sealed class StepOutlook
{
    private readonly IReadOnlyDictionary<string, ProcessView> _views;

    internal StepOutlook(IReadOnlyDictionary<string, ProcessView> views, bool isRace)
    {
        _views = views;
        IsRace = isRace;
        foreach ((string slot, ProcessView view) in views)
        {
            Links[slot] = [.. view.Links];
            if (view.TrapsExits)
            {
                Trapping.Add(slot);
            }
        }
    }

    internal bool IsRace { get; }

    /// <summary>Links as they will be.</summary>
    internal Dictionary<string, HashSet<string>> Links { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Trapping { get; } = new(StringComparer.Ordinal);

    /// <summary>Who will die.</summary>
    internal HashSet<string> Doomed { get; } = new(StringComparer.Ordinal);

    /// <summary>Who acts.</summary>
    internal HashSet<string> Actors { get; } = new(StringComparer.Ordinal);

    /// <summary>Whose relations, names or mail were touched, and by whom.</summary>
    internal List<(string Slot, string By)> Touched { get; } = [];

    /// <summary>Timers that were started, cancelled or waited for.</summary>
    internal HashSet<string> Timers { get; } = new(StringComparer.Ordinal);

    /// <summary>Who has unlinked whom.</summary>
    internal HashSet<(string Actor, string Other)> Unlinked { get; } = [];

    internal bool ChangesNames { get; set; }

    internal bool WillLive(string slot) => Links.ContainsKey(slot) && !Doomed.Contains(slot);

    internal bool IsTouchedByOthers(string slot, string actor) => Touched.Exists(touch => touch.Slot == slot && touch.By != actor);

    internal void Link(string one, string other)
    {
        Links[one].Add(other);
        Links[other].Add(one);
    }

    internal void Unlink(string one, string other)
    {
        Links.GetValueOrDefault(one)?.Remove(other);
        Links.GetValueOrDefault(other)?.Remove(one);
    }

    /// <summary>Everybody who dies when one does.</summary>
    internal HashSet<string> DeathsWith(string slot, bool isNormal)
    {
        HashSet<string> deaths = new(StringComparer.Ordinal) { slot };
        Queue<string> open = new(isNormal ? [] : [slot]);
        while (open.TryDequeue(out string? dying))
        {
            foreach (string peer in Links[dying].Where(peer => Links.ContainsKey(peer) && !Trapping.Contains(peer) && deaths.Add(peer)))
            {
                open.Enqueue(peer);
            }
        }

        return deaths;
    }

    /// <summary>Whether a blocked process that dies with others may still have got what it waits for from one of them, or from this step's mail.</summary>
    internal bool MayStillReceive(string slot) => _views.TryGetValue(slot, out ProcessView? view) && view.IsBlocked;
}
