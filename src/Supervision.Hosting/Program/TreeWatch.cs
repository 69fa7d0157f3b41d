namespace Supervision.Hosting.Program;

/// <summary>
/// What has become of each child that is declared, from the reports of the runtime: no process is asked anything. It knows declared children only, so
/// it does not grow.
/// <code>
/// report             what it knows then of that child
/// ChildStarted       which process it is, for the how manieth time, since when; nothing is wrong with it
/// SupervisorTrouble  what is wrong
/// </code>
/// Reports come from the supervisors' turns, each child's from one supervisor at a time; who reads sees one whole state of each.
/// </summary>
internal sealed class TreeWatch
{
    private readonly Dictionary<string, Watched> _children = new(StringComparer.Ordinal);
    private volatile Report.ProcessCrashed? _lastCrash;
    private volatile string? _lastTrouble;

    /// <summary>The root's process; null before its start. Written once.</summary>
    private volatile object? _root;

    internal TreeWatch(SupervisorSpec declared) => Add(declared, declared.Id, isGating: false);

    internal Report.ProcessCrashed? LastCrash => _lastCrash;

    internal string? LastTrouble => _lastTrouble;

    internal bool HasStarted => _root is not null;

    internal bool IsRootUp => _root is Pid { IsAlive: true };

    /// <summary>The declared children, parents before their children, in start order.</summary>
    internal IEnumerable<Watched> Children => _children.Values;

    internal void RootStarted(Pid root) => _root = root;

    internal void Hear(Report report, long now)
    {
        switch (report)
        {
            case Report.ProcessCrashed crash:
                _lastCrash = crash;
                break;
            case Report.ChildStarted started when _children.TryGetValue($"{started.Path}/{started.ChildId}", out Watched? child):
                child.State = new ChildState(started.Child, started.Incarnation, child.State.Starts + 1, now, null, now);
                break;
            case Report.SupervisorTrouble trouble:
                _lastTrouble = $"{trouble.Path}, child {trouble.ChildId}: {trouble.Reason}. {trouble.Decision}";
                Note($"{trouble.Path}/{trouble.ChildId}", trouble, now);
                if (trouble.Context == "shutdown")
                {
                    // It gives up, which its own supervisor may find orderly.
                    Note(trouble.Path, trouble, now);
                }

                break;
        }
    }

    private void Note(string path, Report.SupervisorTrouble trouble, long now)
    {
        if (_children.TryGetValue(path, out Watched? child))
        {
            child.State = child.State with { Trouble = $"{trouble.Reason}. {trouble.Decision}", TroubledAt = now };
        }
    }

    private void Add(SupervisorSpec supervisor, string path, bool isGating)
    {
        // The children of a dynamic supervisor are no declared ones.
        if (supervisor.Options.Strategy == RestartStrategy.SimpleOneForOne)
        {
            return;
        }

        foreach (ChildSpec child in supervisor.Children)
        {
            string own = $"{path}/{child.Id}";
            bool gates = isGating || child.Tags.Contains(HostedChildren.ReadyTag);
            _children.TryAdd(own, new Watched(own, child.Restart, gates));
            if (child.Supervisor is { } nested)
            {
                Add(nested, own, gates);
            }
        }
    }

    /// <summary>One declared child.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Restart">Which ends lead to a restart.</param>
    /// <param name="Gates">Whether readiness depends on it.</param>
    internal sealed record Watched(string Path, Restart Restart, bool Gates)
    {
        private volatile ChildState _state = new(Pid.None, 0, 0, 0, null, 0);

        /// <summary>What is known of it; replaced as a whole.</summary>
        internal ChildState State
        {
            get => _state;
            set => _state = value;
        }
    }

    /// <summary>What is known of a child.</summary>
    /// <param name="Process">Its last process; none before the first start.</param>
    /// <param name="Incarnation">How often its present supervisor has started it.</param>
    /// <param name="Starts">How often any has.</param>
    /// <param name="Since">When it was started last, as a timestamp.</param>
    /// <param name="Trouble">What was wrong with it since; null for nothing.</param>
    /// <param name="TroubledAt">When that was said, as a timestamp.</param>
    internal sealed record ChildState(Pid Process, int Incarnation, int Starts, long Since, string? Trouble, long TroubledAt);
}
