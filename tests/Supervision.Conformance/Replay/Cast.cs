namespace Supervision.Conformance.Replay;

/// <summary>The processes of one scenario: makes their specifications, starts them, and notes what they do.</summary>
internal sealed class Cast
{
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Incarnation> _latest = new(StringComparer.Ordinal);
    private readonly Dictionary<Pid, Incarnation> _byPid = [];

    /// <summary>The events of the step that is being played.</summary>
    internal StepEvents Events { get; set; } = new();

    /// <summary>The process that ran last at a path, dead or alive; null when there was none.</summary>
    internal Incarnation? Latest(string path) => _latest.GetValueOrDefault(path);

    /// <summary>The live supervisor, or the live worker, at a path; null when there is none.</summary>
    internal Incarnation? Live(string path, bool supervisor) =>
        Latest(path) is { HasExited: false } found && found.Supervisor is not null == supervisor ? found : null;

    internal string NameOf(Pid pid) => _byPid[pid].ToString();

    internal Incarnation Of(Pid pid) => _byPid[pid];

    internal void OnExit(Pid pid, ExitReason reason)
    {
        // A process whose start failed was never entered.
        if (_byPid.TryGetValue(pid, out Incarnation? process))
        {
            process.HasExited = true;
            Events.Add($"exit {process} {Reasons.Format(reason)}", process, isEnding: true);
        }
    }

    internal Incarnation BeginAttempt(string path, Incarnation? parent, SupervisorNode? supervisor)
    {
        int number = _attempts.GetValueOrDefault(path) + 1;
        _attempts[path] = number;
        Incarnation attempt = new(path, number, parent, supervisor);
        if (supervisor is not null)
        {
            Events.Add($"init {attempt}", attempt);
        }

        return attempt;
    }

    internal void EndAttempt(Incarnation attempt, StartResult result)
    {
        string text = result switch
        {
            StartResult.Started => "ok",
            StartResult.Ignored => "ignore",
            StartResult.Failed failed => $"failed {Reasons.Format(failed.Reason)}",
            _ => throw new InvalidOperationException($"{attempt} answered {result}."),
        };
        if (result is StartResult.Started started)
        {
            attempt.Pid = started.Pid;
            _byPid[started.Pid] = attempt;
            _latest[attempt.Path] = attempt;
        }

        Events.Add($"start {attempt} {text}", attempt);
    }

    /// <summary>The specification of one incarnation of a supervisor.</summary>
    internal SupervisorSpec SpecOf(SupervisorNode node, Incarnation incarnation) => new()
    {
        Id = incarnation.Id,
        Options = node.Options,
        Children = [.. node.Children.Select(child => SpecOf(child, incarnation))],
    };

    internal ChildSpec SpecOf(ChildNode child, Incarnation parent) => new(child.Id, context => StartAsync(context, child, parent))
    {
        Restart = child.Restart,
        Shutdown = child.Shutdown,
        Significant = child.Significant,
        Type = child.Supervisor is null ? ChildType.Worker : ChildType.Supervisor,
    };

    private async ValueTask<StartResult> StartAsync(StartContext context, ChildNode child, Incarnation parent)
    {
        DynamicArgs? args = context.Argument as DynamicArgs;
        BehaviorNode behavior = child.Behavior.ReplacedBy(args?.Behavior);
        Incarnation attempt = BeginAttempt($"{parent.Path}/{args?.Arg ?? child.Id}", parent, child.Supervisor);
        string script = behavior.StartOf(attempt.Number);
        if (Reasons.HasForm(script, "throw") || (child.Supervisor is not null && Reasons.HasForm(script, "crash")))
        {
            ScriptException error = new(Reasons.Inner(script));
            EndAttempt(attempt, new StartResult.Failed(new ExitReason.Crashed(error)));
            throw error;
        }

        StartResult result = (child.Supervisor, script) switch
        {
            (null, _) => await context.StartServerAsync(
                () => new ScriptedWorker(script, behavior, reason => Events.Add($"term {attempt} {Reasons.Format(reason)}", attempt, isEnding: true)),
                new ServerOptions { TrapExits = behavior.TrapsExits }),
            ({ } node, "ok") => await context.StartSupervisorAsync(SpecOf(node, attempt)),
            (_, "ignore") => new StartResult.Ignored(),
            _ => new StartResult.Failed(Reasons.Parse(script)),
        };
        EndAttempt(attempt, result);
        return result;
    }
}
