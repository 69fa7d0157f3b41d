using Supervision.Runtime;
using Supervision.Supervisors;

namespace Supervision.Trees;

/// <summary>
/// Takes a snapshot of a running tree: walks through it top-down, asks every supervisor, and does so again until two walks in a row met the
/// same supervisors in the same versions. Then nothing happened in the tree between the end of the first and the beginning of the second.
/// </summary>
internal sealed class TreeWalk(SupervisorRef root, TimeSpan limit, CancellationToken cancellationToken)
{
    internal static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(5);

    /// <summary>After how many walks the tree need hold still no longer; for those who can live with that it does not.</summary>
    internal int MostWalks { get; init; } = int.MaxValue;

    /// <summary>What did not answer once is not asked again: each question would take the whole limit.</summary>
    private readonly HashSet<Pid> _opaque = [];

    /// <summary>Who was met in this walk, in which version.</summary>
    private List<(Pid Pid, long Version)> _met = [];

    /// <summary>True when this walk met a process that has ended and whose supervisor had not noticed.</summary>
    private bool _isTorn;

    internal async Task<TreeSnapshot> TakeAsync()
    {
        // Bound to a name, the handle could be another process in the second walk.
        SupervisorRef top = SupervisorRef.ForPid(root.Pid);
        TimeProvider? time = (top.Pid.Target as ProcessCell)?.Runtime.Time; // null: the first walk throws
        long begin = time?.GetTimestamp() ?? 0;
        List<(Pid Pid, long Version)>? before = null;
        for (int walks = 1; ; walks++)
        {
            _met = [];
            _isTorn = false;
            TreeEntry tree = await WalkRootAsync(top).ConfigureAwait(true); // in the process that asks
            if (!_isTorn && before is not null && before.SequenceEqual(_met))
            {
                return new TreeSnapshot(tree, isConsistent: true);
            }

            if (before is not null && (walks >= MostWalks || (limit != Timeout.InfiniteTimeSpan && time!.GetElapsedTime(begin) >= limit)))
            {
                return new TreeSnapshot(tree, isConsistent: false);
            }

            before = _isTorn ? [] : _met;
        }
    }

    private async Task<TreeEntry> WalkRootAsync(SupervisorRef top)
    {
        TreeEntry unknown = new(top.ToString(), top.ToString()) { Restart = Restart.Temporary, Shutdown = Shutdown.Infinite, Type = ChildType.Supervisor };
        CallResult<SupervisorView>? answer = await AskAsync(top.Pid).ConfigureAwait(true); // in the process that asks
        TreeEntry node = unknown with { IsOpaque = true };
        if (answer is { } given)
        {
            // Throws when there is no supervisor.
            SupervisorView view = given.Reply;
            node = DeclaredTree.Root(view.Spec, view.Path) with { Pid = top.Pid };
            node = await FillAsync(node, view).ConfigureAwait(true); // in the process that asks
        }

        return node with { Pid = top.Pid, Status = ChildInfo.State.Running, Incarnation = 1, TrapsExits = true };
    }

    /// <summary>What a supervisor answers, or why it does not; null when it took too long.</summary>
    private async Task<CallResult<SupervisorView>?> AskAsync(Pid pid)
    {
        if (!_opaque.Contains(pid))
        {
            CallResult<SupervisorView> answer =
                await SupervisorRef.ForPid(pid).TryViewAsync(limit, cancellationToken).ConfigureAwait(true); // in the process that asks
            if (answer.Failure?.Cause is not (CallFailureCause.Timeout or CallFailureCause.SelfCall or CallFailureCause.Cycle))
            {
                return answer;
            }

            _opaque.Add(pid);
        }

        _met.Add((pid, -1));
        return null;
    }

    /// <summary>A supervisor's node with what it answered, its children looked at.</summary>
    private async Task<TreeEntry> FillAsync(TreeEntry node, SupervisorView view)
    {
        List<TreeEntry> children = new(view.Children.Count);
        _met.Add((node.Pid, view.Version));
        foreach (ChildView child in view.Children)
        {
            children.Add(await WalkChildAsync(node.Path, child).ConfigureAwait(true)); // in the process that asks
        }

        // What a lazily built supervisor declares is known only from the one that runs.
        Dictionary<string, TreeEntry> running = children.Where(static child => child.Supervisor is not null)
            .GroupBy(static child => child.Id, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        IReadOnlyList<TreeEntry> declared = [.. view.Spec.Children.Select(spec => DeclaredTree.Child(spec, node.Path, spec.Id))
            .Select(child => child.IsOpaque && running.TryGetValue(child.Id, out TreeEntry? known) ? Unstarted(child, known) : child)];
        return node with { Supervisor = new TreeEntry.SupervisorPart(view.Spec.Options, children, declared, view.RestartAges) };
    }

    private static TreeEntry Unstarted(TreeEntry child, TreeEntry running) =>
        child with { IsOpaque = false, Supervisor = running.Supervisor! with { Children = [], RestartAges = [] } };

    private async Task<TreeEntry> WalkChildAsync(string parent, ChildView child)
    {
        string id = child.Listed.Id ?? $"{child.Spec.Id} {child.Listed.Pid}";
        TreeEntry node = DeclaredTree.Child(child.Spec, parent, id) with
        {
            Pid = child.Listed.Pid,
            Incarnation = child.Incarnation,
            Status = child.Listed.Status,
            Name = child.RegisteredName,
            TrapsExits = child.TrapsExits,
        };
        if (node.Status != ChildInfo.State.Running)
        {
            return node;
        }

        _isTorn |= !node.Pid.IsAlive;
        if (node.Pid.Target is not ProcessCell { Behavior: SupervisorBehavior })
        {
            return node with { IsOpaque = node.Type == ChildType.Supervisor };
        }

        CallResult<SupervisorView>? answer = await AskAsync(node.Pid).ConfigureAwait(true); // in the process that asks
        if (answer is not { } given)
        {
            return node with { IsOpaque = true, Supervisor = null };
        }

        if (given.TryGetReply(out SupervisorView? view))
        {
            return await FillAsync(node with { IsOpaque = false }, view).ConfigureAwait(true); // in the process that asks
        }

        _isTorn = true;
        return node with { IsOpaque = true, Supervisor = null };
    }
}
