using System.Globalization;
using Supervision.Runtime;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>What must hold of a tree after chaos.</summary>
internal sealed class TreeChecks(ChaosOptions options, Outcome outcome)
{
    /// <summary>All that does not hold; the most telling first.</summary>
    internal IReadOnlyList<ChaosViolation> Run()
    {
        IReadOnlyList<ChaosViolation> fallen = [.. Fallen()];
        IEnumerable<ChaosViolation> others = Survivors().Concat(Orphans()).Concat(Intensities());

        // A fallen supervisor explains most of the fates that are not as they should be.
        return [.. fallen, .. others, .. outcome.IsExact && fallen.Count == 0 ? Fates() : []];
    }

    /// <summary>Whether the team has chosen to live with the fall of a supervisor.</summary>
    internal static bool IsAccepted(TreeSnapshot tree, string path, IReadOnlyList<string> accepted)
    {
        for (string above = path; above.Length > 0; above = above[..Math.Max(0, above.LastIndexOf('/'))])
        {
            TreeEntry? entry = tree.Find(above);
            if (accepted.Contains(above) || (entry is not null
                && (accepted.Contains(entry.Id) || (entry.Name is { } name && accepted.Contains(name)) || entry.Tags.Any(tag => accepted.Contains(tag)))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>P1.</summary>
    private IEnumerable<ChaosViolation> Survivors()
    {
        IEnumerable<TreeEntry> struck = outcome.Strikes.Where(static strike => strike.IsDeadly).Select(static strike => strike.Victim!);
        IEnumerable<TreeEntry> follow = outcome.Before.Root.All().Where(entry => outcome.Seen.Dead.Contains(entry.Path));
        return struck.Concat(follow).Where(static entry => entry.Pid.IsAlive).DistinctBy(static entry => entry.Pid)
            .Select(static entry => new ChaosViolation("P1", entry.Path, $"{TreeWords.Visible(entry.Path)} STILL LIVES; it must have died"));
    }

    /// <summary>P2.</summary>
    private IEnumerable<ChaosViolation> Fallen() =>
        from entry in outcome.Before.Root.All()
        where entry.Type == ChildType.Supervisor && entry.Pid != Pid.None && !entry.Pid.IsAlive
        where !outcome.Expected.Dead.Contains(entry.Path) && !IsRequested(entry) && !IsAccepted(outcome.Before, entry.Path, options.Accepted)
        orderby entry.Path.Length descending // the deepest has pulled the others with it
        select new ChaosViolation("P2", entry.Path, $"{TreeWords.Visible(entry.Path)} SUPERVISOR DIED{ReasonOf(entry)}; it was expected to live")
        {
            Causes = CausesBelow(entry.Path),
        };

    /// <summary>Whether somebody has asked a supervisor's own supervisor to stop it: then that one has not learned of an end, nor do the rules know of
    /// any that leads to it.</summary>
    private bool IsRequested(TreeEntry supervisor) => supervisor.Pid != outcome.Before.Root.Pid
        && !outcome.Seen.Dead.Contains(supervisor.Path)
        && !outcome.Events.Any(seen => seen.What.Child == supervisor.Pid && seen.What.Kind == ChildEvent.EventKind.Ended);

    /// <summary>P3.</summary>
    private IEnumerable<ChaosViolation> Fates()
    {
        HashSet<string> ignored = [.. outcome.Events.Where(static seen => seen.What.Kind == ChildEvent.EventKind.Ignored).Select(static seen => seen.Path)];
        if (outcome.After is null || !outcome.Seen.Root.IsRunning)
        {
            return (outcome.After is null) == !outcome.Seen.Root.IsRunning ? []
                : [new ChaosViolation("P3", outcome.Before.Root.Path, outcome.After is null ? "the root has ended; it must live" : "the root lives; it must have ended")];
        }

        HashSet<Pid> known = [.. outcome.Before.Root.All().Select(static entry => entry.Pid)];
        return Fates(outcome.Seen.Root, outcome.After.Root, known, ignored);
    }

    private IEnumerable<ChaosViolation> Fates(ModelNode expected, TreeEntry found, HashSet<Pid> known, HashSet<string> ignored)
    {
        string? wrong = expected switch
        {
            _ when ignored.Contains(expected.Path) => null,
            { IsRunning: true } when found.Status != ChildInfo.State.Running => "does not run; it must",
            { IsRunning: false } when found.Status == ChildInfo.State.Running => "runs; it must not",
            { IsRunning: true, IsOriginal: true } when found.Pid != expected.Entry.Pid => "was replaced; it must be the same process",
            { IsRunning: true, IsOriginal: false } when known.Contains(found.Pid) => "is the same process; it must have been replaced",
            _ => null,
        };
        if (wrong is not null)
        {
            return [new ChaosViolation("P3", expected.Path, $"{TreeWords.Visible(expected.Path)} {wrong}")];
        }

        if (expected is not { IsRunning: true, Entry.Supervisor: not null } || found.Supervisor is null)
        {
            return [];
        }

        return expected.IsDynamic ? DynamicFates(expected, found)
            : expected.Children.SelectMany(child => found.Supervisor.Children.FirstOrDefault(entry => entry.Path == child.Path) is { } entry
                ? Fates(child, entry, known, ignored)
                : [new ChaosViolation("P3", child.Path, $"{TreeWords.Visible(child.Path)} is gone; it must be there")]);
    }

    private IEnumerable<ChaosViolation> DynamicFates(ModelNode expected, TreeEntry found)
    {
        int must = expected.Children.Count(static child => child.IsRunning);
        int are = found.Supervisor!.Children.Count(static child => child.Status == ChildInfo.State.Running);
        return must == are || outcome.HasLoad ? []
            : [new ChaosViolation("P3", expected.Path, string.Create(CultureInfo.InvariantCulture, $"{TreeWords.Visible(expected.Path)} has {are} children; it must have {must}"))];
    }

    /// <summary>P4.</summary>
    private IEnumerable<ChaosViolation> Orphans() => outcome.Orphans.Select(orphan =>
        new ChaosViolation("P4", outcome.Before.Root.Path, $"{orphan} lives on, and whoever started it has ended: nobody supervises it"));

    /// <summary>P5.</summary>
    private IEnumerable<ChaosViolation> Intensities() =>
        from entry in outcome.After?.Root.All() ?? []
        where entry.Supervisor is { } part && part.RestartAges.Count > part.Options.MaxRestarts
        select new ChaosViolation("P5", entry.Path, string.Create(
            CultureInfo.InvariantCulture,
            $"{TreeWords.Visible(entry.Path)} has made {entry.Supervisor!.RestartAges.Count} restarts in {entry.Supervisor.Options.Period.TotalSeconds:0.###} s; {entry.Supervisor.Options.MaxRestarts} are allowed"));

    private string ReasonOf(TreeEntry supervisor) =>
        outcome.Events.FirstOrDefault(seen => seen.What.Child == supervisor.Pid)?.What.Reason is { } reason ? $" ({reason})" : "";

    /// <summary>Whoever ended below although chaos had not touched them, most often first.</summary>
    private IReadOnlyList<string> CausesBelow(string path) =>
    [
        .. outcome.Causes
            .Where(seen => seen.Path != path && ChaosFilter.IsUnder(seen.Path, path))
            .GroupBy(static seen => (seen.Path, seen.What.Kind, Text: TextOf(seen.What.Reason!)))
            .OrderByDescending(static group => group.Count())
            .Select(static group => string.Create(
                CultureInfo.InvariantCulture,
                $"{TreeWords.Visible(group.Key.Path)} {(group.Key.Kind == ChildEvent.EventKind.Ended ? "ended" : "did not start")}{(group.Count() > 1 ? $" {group.Count()} times" : "")}: {group.Key.Text}")),
    ];

    private static string TextOf(ExitReason reason)
    {
        string text = reason is ExitReason.Crashed { Error: { } error } ? $"{error.GetType().Name}: {error.Message}" : reason.ToString();
        return TreeWords.Visible(text.Split('\n')[0]);
    }
}
