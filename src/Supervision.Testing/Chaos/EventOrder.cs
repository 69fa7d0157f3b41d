using Supervision.Runtime;

namespace Supervision.Testing.Chaos;

/// <summary>
/// In which order ends count. A supervisor that decides to leave takes time to stop its children, and only then its own supervisor learns of it and
/// acts; for the rules all of that is one moment. So what a supervisor dealt with that has ended counts at the moment at which its end was dealt with; if
/// that never was, because it was stopped or went with others, it counts not at all: somebody else's end has settled the matter.
/// </summary>
internal static class EventOrder
{
    internal static IEnumerable<SeenEvent> Of(Pid root, IReadOnlyList<SeenEvent> events)
    {
        Dictionary<Pid, int> endedAt = [];
        List<SeenEvent> ends = [.. events.Where(static seen => seen.What.Kind == ChildEvent.EventKind.Ended)];
        for (int at = 0; at < ends.Count; at++)
        {
            endedAt[ends[at].What.Child] = at;
        }

        return ends.Select((seen, at) => (Seen: seen, Places: PlacesOf(at, ends, endedAt, root)))
            .Where(static item => item.Places is not null)
            .OrderBy(static item => item.Places, Comparer<List<int>?>.Create(static (left, right) => Compare(left!, right!)))
            .Select(static item => item.Seen);
    }

    /// <summary>When the topmost supervisor with a part in it dealt with it, when the next below that, and so on. Null when it does not count.</summary>
    private static List<int>? PlacesOf(int at, List<SeenEvent> ends, Dictionary<Pid, int> endedAt, Pid root)
    {
        List<int> places = [at];
        Pid supervisor = ends[at].What.Supervisor;
        while (supervisor != root && !supervisor.IsAlive)
        {
            // A supervisor's end is dealt with after all that it has dealt with itself.
            if (!endedAt.TryGetValue(supervisor, out int end) || end <= at)
            {
                return null;
            }

            at = end;
            places.Insert(0, at);
            supervisor = ends[at].What.Supervisor;
        }

        return places;
    }

    /// <summary>The end of a supervisor comes after what has led to it.</summary>
    private static int Compare(List<int> left, List<int> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].CompareTo(right[i]);
            }
        }

        return right.Count.CompareTo(left.Count);
    }
}
