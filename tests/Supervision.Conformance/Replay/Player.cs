using System.Globalization;
using Supervision.Testing;

namespace Supervision.Conformance.Replay;

/// <summary>Plays one scenario on a simulation and writes its trace.</summary>
internal sealed class Player : IDisposable
{
    /// <summary>Longer than any stop in a scenario can take.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(1000);

    private readonly Simulation _simulation = new();
    private readonly Cast _cast = new();
    private readonly Scenario _scenario;
    private readonly List<string> _lines = [];

    /// <summary>The root's parent; does what it is sent.</summary>
    private readonly Pid _runner;

    private StartResult? _started;
    private ExitReason? _rootExit;

    private Player(Scenario scenario)
    {
        _scenario = scenario;
        _runner = _simulation.Runtime.Spawn(RunAsync);
        _simulation.OnExit = (pid, reason) =>
        {
            _cast.OnExit(pid, reason);
            if (_started is StartResult.Started root && root.Pid == pid)
            {
                _rootExit = reason;
            }
        };
    }

    /// <summary>The trace of a scenario, line by line.</summary>
    internal static List<string> Play(string name, Scenario scenario)
    {
        using Player player = new(scenario);
        player._lines.Add($"scenario {name}");
        player.PlayAll();
        return player._lines;
    }

    public void Dispose() => _simulation.Dispose();

    private void PlayAll()
    {
        Begin("step 0 start");
        _runner.Send(new Func<ProcessContext, Task>(StartRootAsync));
        End([]);
        if (_started is StartResult.Started)
        {
            for (int number = 1; number <= _scenario.Steps.Count; number++)
            {
                PlayStep(number, _scenario.Steps[number - 1]);
            }
        }

        _lines.Add(_started switch
        {
            StartResult.Started when _rootExit is null => "outcome alive",
            StartResult.Started => $"outcome exit {Reasons.Format(_rootExit!)}",
            StartResult.Failed failed => $"outcome start_failed {Reasons.Format(failed.Reason)}",
            _ => "outcome start_ignored",
        });
    }

    private static async Task RunAsync(ProcessContext context)
    {
        context.TrapExits = true;
        while (true)
        {
            if (await context.ReceiveAsync<object>() is Func<ProcessContext, Task> work)
            {
                await work(context);
            }
        }
    }

    private async Task StartRootAsync(ProcessContext context)
    {
        Incarnation attempt = _cast.BeginAttempt("root", null, _scenario.Root);
        StartResult result = await context.StartSupervisorAsync(_cast.SpecOf(_scenario.Root, attempt));
        _cast.EndAttempt(attempt, result);
        _started = result;
    }

    private void PlayStep(int number, ScenarioStep step)
    {
        Begin(string.Create(CultureInfo.InvariantCulture, $"step {number} {Header(step)}"));
        if (step.Op == "batch")
        {
            List<Func<string>> results = PlayBatch(step);
            End(results.Select((result, index) => ((string?)string.Create(CultureInfo.InvariantCulture, $"{index + 1} "), result)));
        }
        else
        {
            Func<string> result = Do(step);
            End([(null, result)]);
        }
    }

    private void Begin(string header)
    {
        _lines.Add(header);
        _cast.Events = new StepEvents();
    }

    private void End(IEnumerable<(string? Index, Func<string> Result)> results)
    {
        _simulation.RunUntilQuiet(Horizon);
        _cast.Events.WriteTo(_lines);
        foreach ((string? index, Func<string> result) in results)
        {
            _lines.Add($"result {index}{result()}");
        }

        WriteTree();
    }

    private List<Func<string>> PlayBatch(ScenarioStep batch)
    {
        Incarnation? frozen = _cast.Live(batch.Supervisor, supervisor: true);
        if (frozen is not null)
        {
            _ = _simulation.Runtime.SuspendAsync(frozen.Pid);
            _simulation.RunUntilIdle();
        }

        List<Func<string>> results = [];
        foreach (ScenarioStep item in batch.Items)
        {
            results.Add(Do(item));
            _simulation.RunUntilIdle();
        }

        if (frozen is not null)
        {
            _ = _simulation.Runtime.ResumeAsync(frozen.Pid);
        }

        return results;
    }

    /// <summary>Begins a step; what it gives says the function, once all is quiet.</summary>
    private Func<string> Do(ScenarioStep step)
    {
        switch (step.Op)
        {
            case "exit":
                return Tell(_cast.Live(step.Target, supervisor: false), worker => worker.Pid.Send(new WorkerMessage(step.Reason)));
            case "kill":
                return Tell(
                    _cast.Live(step.Target, supervisor: false) ?? _cast.Live(step.Target, supervisor: true),
                    static victim => victim.Pid.Exit(ExitReason.Kill));
            case "stop":
                return Tell(
                    _cast.Live("root", supervisor: true),
                    root => _runner.Send(new Func<ProcessContext, Task>(_ => StopAsync(root, step.Reason))));
            case "wait":
                _simulation.Advance(TimeSpan.FromMilliseconds(step.Milliseconds));
                return static () => "ok";
            default:
                return ManagementCalls.Begin(_cast, step);
        }
    }

    private static Task StopAsync(Incarnation root, string reason)
    {
        root.Pid.Exit(Reasons.Parse(reason));
        return Task.CompletedTask;
    }

    private static Func<string> Tell(Incarnation? target, Action<Incarnation> act)
    {
        if (target is null)
        {
            return static () => "no_process";
        }

        act(target);
        return static () => "ok";
    }

    private void WriteTree()
    {
        if (_cast.Live("root", supervisor: true) is not { } root)
        {
            _lines.Add("tree down");
            return;
        }

        WriteTree(root);
    }

    private void WriteTree(Incarnation supervisor)
    {
        Answer<IReadOnlyList<ChildInfo>> listing = new(SupervisorRef.ForPid(supervisor.Pid).ListChildrenAsync());
        _simulation.RunUntilIdle();
        List<(string Entry, ChildInfo Child)> entries = Entries.Of(_cast, supervisor.Supervisor!, listing.Value);
        _lines.Add(string.Join(' ', entries.Select(static entry => entry.Entry).Prepend($"tree {supervisor}")));
        foreach ((_, ChildInfo child) in entries)
        {
            if (child is { Type: ChildType.Supervisor, Status: ChildInfo.State.Running })
            {
                WriteTree(_cast.Of(child.Pid));
            }
        }
    }

    private static string Header(ScenarioStep step) => step.Op switch
    {
        "exit" => $"exit {step.Target} {step.Reason}",
        "kill" => $"kill {step.Target}",
        "stop" => $"stop {step.Reason}",
        "wait" => string.Create(CultureInfo.InvariantCulture, $"wait {step.Milliseconds}"),
        "start_child" => $"start_child {step.Supervisor} {step.Spec!.Id}",
        "terminate_pid" or "get_childspec_pid" => $"{step.Op} {step.Supervisor} {step.Target}",
        "batch" or "which_children" or "count_children" => $"{step.Op} {step.Supervisor}",
        _ => $"{step.Op} {step.Supervisor} {step.Id}",
    };
}
