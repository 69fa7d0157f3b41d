namespace Supervision.Conformance.Replay;

/// <summary>Listings as the traces write them.</summary>
internal static class Entries
{
    internal static List<(string Entry, ChildInfo Child)> Of(Cast cast, SupervisorNode supervisor, IReadOnlyList<ChildInfo> listing)
    {
        if (!supervisor.IsSimple)
        {
            return [.. listing.Select(child => (Of(cast, child), child))];
        }

        IEnumerable<(string, ChildInfo)> running = listing
            .Where(static child => child.Status == ChildInfo.State.Running)
            .OrderBy(child => cast.Of(child.Pid).Id, StringComparer.Ordinal)
            .Select(child => ($"{cast.Of(child.Pid).Id}#{cast.Of(child.Pid).Number}", child));
        IEnumerable<(string, ChildInfo)> restarting = listing
            .Where(static child => child.Status == ChildInfo.State.Restarting)
            .Select(static child => ("*:restarting", child));
        return [.. running, .. restarting];
    }

    private static string Of(Cast cast, ChildInfo child) => child.Status switch
    {
        ChildInfo.State.Running => $"{child.Id}#{cast.Of(child.Pid).Number}",
        ChildInfo.State.Restarting => $"{child.Id}:restarting",
        _ => $"{child.Id}:stopped",
    };
}
