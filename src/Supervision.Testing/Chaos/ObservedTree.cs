using Supervision.Runtime;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>
/// Plays the rules of supervisors on what was seen: each end that a supervisor dealt with by itself, in the order in which they did. What follows
/// from an end (restarts, further stops, a supervisor that gives up) is the rules' to say and not taken from what was seen.
/// </summary>
internal sealed class ObservedTree
{
    private readonly TreeSnapshot _before;
    private readonly IReadOnlyList<SeenEvent> _events;
    private readonly IReadOnlySet<Pid> _victims;

    /// <summary>True to leave out what was not chaos's doing.</summary>
    private readonly bool _onlyChaos;

    private readonly TreeRules _rules;
    private readonly SeenStarts _course;

    /// <summary>Of each process that was seen: under which supervisor it was started, at which path, and as which incarnation.</summary>
    private readonly Dictionary<Pid, (Pid Supervisor, string Path, int Incarnation)> _lives = [];

    private ObservedTree(TreeSnapshot before, Func<SeenEvent, TimeSpan> clock, IReadOnlyList<SeenEvent> events, IReadOnlySet<Pid> victims, bool onlyChaos)
    {
        _before = before;
        _events = events;
        _victims = victims;
        _onlyChaos = onlyChaos;
        _course = new SeenStarts(before, events, IsStart, clock);
        _rules = new TreeRules(before.Root, assumeNameClash: false) { Course = _course };
    }

    /// <param name="before">The tree before anything happened.</param>
    /// <param name="begin">When that was, on the runtime's clock.</param>
    /// <param name="frequency">Of that clock.</param>
    /// <param name="events">What was seen since.</param>
    /// <param name="victims">Whom chaos has met.</param>
    /// <param name="onlyChaos">True to leave out what was not chaos's doing.</param>
    internal static TreeRules Play(
        TreeSnapshot before, long begin, long frequency, IReadOnlyList<SeenEvent> events, IReadOnlySet<Pid> victims, bool onlyChaos)
    {
        ObservedTree tree = new(before, Clock, events, victims, onlyChaos);
        tree.NoteLives();
        List<SeenEvent> ends = [.. EventOrder.Of(before.Root.Pid, events)];
        for (int at = 0; at < ends.Count; at++)
        {
            tree._course.Until = ends[at].Number;
            tree.PlayTime(Clock(ends[at]));

            // Also when no time has passed: who ended may have been started by a try that came after an end of which nothing followed any more.
            tree._rules.Retry();
            tree._course.Until = at + 1 < ends.Count ? ends[at + 1].Number : long.MaxValue;
            tree.PlayEnd(ends[at]);
        }

        tree._rules.Retry();
        return tree._rules;

        TimeSpan Clock(SeenEvent seen) => TimeSpan.FromTicks((long)((seen.At - begin) * (TimeSpan.TicksPerSecond / (double)frequency)));
    }

    private void NoteLives()
    {
        foreach (TreeEntry supervisor in _before.Root.All())
        {
            foreach (TreeEntry child in supervisor.Supervisor?.Children ?? [])
            {
                _lives[child.Pid] = (supervisor.Pid, child.Path, child.Incarnation);
            }
        }

        foreach (SeenEvent start in _events.Where(static seen => seen.What.Kind == ChildEvent.EventKind.Started))
        {
            _lives[start.What.Child] = (start.What.Supervisor, start.Path, start.What.Incarnation);
        }
    }

    /// <summary>Whether the rules must be told how it went. A supervisor that does not start because a child does not is told by the child.</summary>
    private bool IsStart(SeenEvent seen) => seen.What.Kind switch
    {
        ChildEvent.EventKind.Started => true,
        ChildEvent.EventKind.StartFailed => !SeenStarts.IsOfChild(seen.What.Reason) && (!_onlyChaos || IsOfChaos(seen.What.Reason!)),
        _ => false,
    };

    /// <summary>Whether a start failed because chaos met it, or, as the rules allow, because somebody below a killed supervisor still held a name.</summary>
    private static bool IsOfChaos(ExitReason reason) => reason == ExitReason.Killed || reason == ExitReason.Shutdown
        || reason is ExitReason.Custom { Code: "already_started" or Striker.ReasonCode } or ExitReason.Crashed { Error: ChaosCrashException };

    private void PlayTime(TimeSpan now)
    {
        if (now > _rules.Now)
        {
            _rules.Play(new TreeAction.Wait(now - _rules.Now));
        }
    }

    private void PlayEnd(SeenEvent seen)
    {
        ChildEvent what = seen.What;
        if (NodeOf(seen) is not { IsRunning: true } node || (!node.Parent!.IsDynamic && node.Incarnation > what.Incarnation) || IsReplaced(what.Supervisor))
        {
            // For the rules one of them has ended before, for another reason that was dealt with first.
            return;
        }

        bool isVictim = _victims.Contains(what.Child);
        if (node.Entry.Type == ChildType.Supervisor && !isVictim)
        {
            // A supervisor ends by itself only because of the rules.
            _course.Leaving = node;
            _rules.Retry();
            _course.Leaving = null;
            return;
        }

        if (isVictim || !_onlyChaos)
        {
            _rules.Play(node.Entry.Type == ChildType.Supervisor && what.Reason == ExitReason.Killed
                ? new TreeAction.Kill(node.Path)
                : new TreeAction.End(node.Path, what.Reason!));
        }
    }

    /// <summary>Whether the rules have started a supervisor, or one above it, anew since this one.</summary>
    private bool IsReplaced(Pid supervisor)
    {
        while (_lives.TryGetValue(supervisor, out (Pid Supervisor, string Path, int Incarnation) life))
        {
            if (_rules.Find(life.Path) is not { } node || (!node.Parent!.IsDynamic && node.Incarnation > life.Incarnation))
            {
                return true;
            }

            supervisor = life.Supervisor;
        }

        return false;
    }

    /// <summary>Dynamic children without a key are known by their process, or, once restarted, are like one another.</summary>
    private ModelNode? NodeOf(SeenEvent seen)
    {
        if (_rules.Find(seen.What.Path) is not { IsDynamic: true, IsRunning: true } supervisor)
        {
            return _rules.Find(seen.Path);
        }

        ModelNode? known = supervisor.Children.Find(child => child.IsOriginal && child.Entry.Pid == seen.What.Child)
            ?? supervisor.Children.Find(child => child.Entry.Id == seen.What.ChildId)
            ?? supervisor.Children.Find(static child => !child.IsOriginal && child.IsRunning);
        if (known is null)
        {
            // Added since the tree was looked at.
            _rules.Play(new TreeAction.Add(supervisor.Path, new ChildSpec(seen.What.ChildId, static _ => default)));
            known = supervisor.Children.Find(child => child.Entry.Id == seen.What.ChildId);
        }

        return known;
    }
}
