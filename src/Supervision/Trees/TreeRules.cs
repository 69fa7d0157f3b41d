using static Supervision.TreePrediction;

namespace Supervision.Trees;

/// <summary>
/// The rules of supervisors, each one a function, played on a tree of plain nodes. Nothing runs, and nothing takes time: an action and all that
/// follows from it happen at one moment. This part: how processes start and end.
/// </summary>
internal sealed partial class TreeRules
{
    /// <summary>Children whose restart failed, to be tried again when everything else is done, and those whose restart waits.</summary>
    private readonly List<(ModelNode Child, Wait? Wait)> _retries = [];

    /// <summary>For what a child with a back-off waits. Only when it was seen how things went: else nothing takes time.</summary>
    private readonly Dictionary<ModelNode, Wait> _waits = [];

    /// <summary>Whether the next starts of a path go well, as far as this was planned.</summary>
    private readonly Dictionary<string, Queue<bool>> _plannedStarts = new(StringComparer.Ordinal);

    /// <summary>True to assume that a restart that may meet a name that is still taken goes wrong until the supervisor gives up.</summary>
    private readonly bool _assumeNameClash;

    internal TreeRules(TreeEntry root, bool assumeNameClash)
    {
        Root = new ModelNode(root, null, isOriginal: true);
        _assumeNameClash = assumeNameClash;
        foreach (ModelNode node in Root.All().Where(static node => node.Status == ChildInfo.State.Restarting))
        {
            _retries.Add((node, null));
        }
    }

    /// <summary>What was seen; null for what was planned.</summary>
    internal TreeCourse? Course { get; init; }

    internal ModelNode Root { get; }

    /// <summary>The time since the snapshot.</summary>
    internal TimeSpan Now { get; private set; }

    internal List<Step> Story { get; } = [];

    internal List<string> GaveUp { get; } = [];

    internal List<string> Uncertain { get; } = [];

    /// <summary>The paths of processes of the snapshot that have ended.</summary>
    internal HashSet<string> Dead { get; } = new(StringComparer.Ordinal);

    /// <summary>R1. Starts a node. A supervisor begins with an empty restart log and its declared children, in order; the first that fails makes it
    /// stop those before, in reverse, and fail. A dynamic supervisor begins without children.</summary>
    private bool Start(ModelNode node)
    {
        node.IsOriginal = false;
        node.Incarnation++;
        if (!(Course?.StartsWell(node) ?? IsPlanned(node)))
        {
            return FailStart(node);
        }

        node.Status = ChildInfo.State.Running;
        node.RestartTimes.Clear();
        node.Children.Clear();
        foreach (TreeEntry declared in node.Entry.Supervisor is { IsDynamic: false } part ? part.Declared : [])
        {
            ModelNode child = new(declared, node, isOriginal: false);
            node.Children.Add(child);
            if (!Start(child))
            {
                StopChildren(node);
                return FailStart(node);
            }
        }

        NoteOpaque(node);
        Tell(StepKind.Started, node, $"{node.Path} starts");
        return true;
    }

    private bool IsPlanned(ModelNode node) =>
        !_plannedStarts.TryGetValue(node.Path, out Queue<bool>? planned) || !planned.TryDequeue(out bool goesWell) || goesWell;

    private bool FailStart(ModelNode node)
    {
        node.Status = ChildInfo.State.Stopped;
        node.Incarnation--;
        node.Children.Clear();
        Tell(StepKind.StartFailed, node, $"{node.Path} does not start");
        return false;
    }

    /// <summary>R2. A supervisor stops a child: first what is below it, last to first, each completely before the next; then itself. A child without
    /// time to stop is killed.</summary>
    private void Stop(ModelNode node)
    {
        _waits.Remove(node);
        if (node.IsRunning && (node.Entry.Shutdown.IsKill || node.Entry.Shutdown.Time == TimeSpan.Zero))
        {
            NoteClash(node);
            Die(node, StepKind.Stopped, $"{node.Path} is killed by its supervisor");
            Orphan(node);
        }
        else if (node.IsRunning)
        {
            StopChildren(node);
            Die(node, StepKind.Stopped, $"{node.Path} is stopped");
        }

        node.Status = ChildInfo.State.Stopped;
    }

    private void StopChildren(ModelNode supervisor)
    {
        for (int at = supervisor.Children.Count - 1; at >= 0; at--)
        {
            Stop(supervisor.Children[at]);
        }

        NoteOpaque(supervisor);
    }

    /// <summary>R3. A process ends on its own. A supervisor that is killed ends at once, and everything below it through its links; otherwise it
    /// stops its children first.</summary>
    private void End(ModelNode node, ExitReason reason, bool isKilled)
    {
        if (!isKilled)
        {
            StopChildren(node);
        }

        bool mayClash = isKilled && NoteClash(node);
        Die(node, StepKind.Ended, $"{node.Path} ends with {reason}");
        Orphan(node);
        SeeEnd(node, reason, mayClash);
    }

    /// <summary>What still runs below a process that has ended, ends through its links.</summary>
    private void Orphan(ModelNode node)
    {
        foreach (ModelNode below in node.All().Skip(1).Where(static below => below.IsRunning))
        {
            Die(below, StepKind.Orphaned, $"{below.Path} ends with {node.Path}");
        }

        NoteOpaque(node);
        node.Children.Clear();
    }

    /// <summary>R9. Who sees the end of a process: its supervisor; of the root nobody.</summary>
    private void SeeEnd(ModelNode node, ExitReason reason, bool mayClash = false)
    {
        if (node.Parent is { } parent)
        {
            HandleEnd(parent, node, reason, mayClash);
        }
    }

    /// <summary>R10. What is below a killed supervisor ends while its parent restarts it. What traps exits may still hold its name then, so the
    /// restart may fail some times, each of which counts.</summary>
    private bool NoteClash(ModelNode killed)
    {
        ModelNode? lingering = killed.All().Skip(1).FirstOrDefault(static below =>
            below.IsRunning && below.Entry.Name is not null && (below.Entry.TrapsExits || below.Entry.Type == ChildType.Supervisor));
        if (lingering is not null)
        {
            Uncertain.Add($"{lingering.Path} may still hold the name '{lingering.Entry.Name}' when {killed.Path} is started again; each start that fails of it counts as a restart.");
        }

        return lingering is not null;
    }

    private void Die(ModelNode node, StepKind kind, string text)
    {
        if (node.IsOriginal)
        {
            Dead.Add(node.Path);
        }

        node.IsOriginal = false;
        node.Status = ChildInfo.State.Stopped;
        Tell(kind, node, text);
    }

    private void NoteOpaque(ModelNode node)
    {
        string note = $"What is below {node.Path} is not known, and ends or starts with it.";
        if (node.Entry.IsOpaque && !Uncertain.Contains(note))
        {
            Uncertain.Add(note);
        }
    }

    private void Tell(StepKind kind, ModelNode node, string text) => Story.Add(new Step(kind, node.Path, text));

    /// <summary>A wait for a restart; known by its object, so one that was overtaken does nothing.</summary>
    /// <param name="isCounted">Whether the restart was counted before the wait.</param>
    private sealed class Wait(bool isCounted)
    {
        internal bool IsCounted => isCounted;
    }
}
