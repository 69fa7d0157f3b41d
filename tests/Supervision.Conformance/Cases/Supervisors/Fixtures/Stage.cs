using Supervision.Testing;

namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>The suite's test process: it traps exits and is the parent of the supervisors that it starts.</summary>
internal sealed class Stage
{
    private Stage(TestProcess test) => Test = test;

    /// <summary>What a worker ends with that was told to die.</summary>
    internal static ExitReason Died { get; } = new ExitReason.Custom("died");

    /// <summary>A reason that is orderly and says more.</summary>
    internal static ExitReason ShutdownX { get; } = new ExitReason.ShutdownWith("x");

    internal TestProcess Test { get; }

    internal ProcessRuntime Runtime => Test.Runtime;

    /// <summary>Runs a test as that process, in a simulation of its own.</summary>
    internal static void Run(Func<Stage, Task> body, ProcessRuntimeOptions? options = null)
    {
        using Simulation simulation = new(options: options);
        simulation.Run(async test =>
        {
            test.TrapExits = true;
            await body(new Stage(test));
        });
    }

    internal static SupervisorOptions Flags(RestartStrategy strategy, int maxRestarts = 2, double seconds = 3600) =>
        new() { Strategy = strategy, MaxRestarts = maxRestarts, Period = TimeSpan.FromSeconds(seconds) };

    /// <summary>Starts a supervisor, which must succeed.</summary>
    internal async Task<SupervisorRef> StartAsync(SupervisorOptions flags, params ChildSpec[] children) =>
        await StartAsync(new SupervisorSpec { Id = "sup", Options = flags, Children = children });

    /// <inheritdoc cref="StartAsync(SupervisorOptions, ChildSpec[])"/>
    internal async Task<SupervisorRef> StartAsync(SupervisorSpec spec) =>
        SupervisorRef.ForPid(Assert.IsType<StartResult.Started>(await Test.StartSupervisorAsync(spec)).Pid);

    /// <summary>Starts a dynamic supervisor, which must succeed.</summary>
    internal async Task<DynamicSupervisorRef<T>> StartAsync<T>(DynamicSupervisor<T> declaration) =>
        DynamicSupervisorRef<T>.ForPid((await StartAsync(declaration.Spec)).Pid);

    /// <summary>Adds a child, which must start.</summary>
    internal static async Task<Pid> AddAsync(SupervisorRef supervisor, ChildSpec child) => PidOf(await supervisor.StartChildAsync(child));

    /// <summary>Adds a dynamic child, which must start.</summary>
    internal static async Task<Pid> AddAsync<T>(DynamicSupervisorRef<T> supervisor, T argument) => PidOf(await supervisor.StartChildAsync(argument));

    internal static Pid PidOf(ChildResult result) => Assert.IsType<ChildResult.Started>(result).Pid;

    /// <summary>The process of a child; none when it does not run.</summary>
    internal static async Task<Pid> PidOfAsync(SupervisorRef supervisor, string id) =>
        Assert.Single(await supervisor.ListChildrenAsync(), child => child.Id == id).Pid;

    /// <summary>Ids and processes, in start order: the reverse of the suite's.</summary>
    internal static async Task<(string? Id, Pid Pid)[]> ListAsync(SupervisorRef supervisor) =>
        [.. (await supervisor.ListChildrenAsync()).Select(static child => (child.Id, child.Pid))];

    /// <summary>Counts in the suite's order.</summary>
    internal static async Task AssertCountsAsync(SupervisorRef supervisor, int specs, int active, int supervisors, int workers) =>
        Assert.Equal(new ChildInfo.Counts(specs, active, supervisors, workers), await supervisor.CountChildrenAsync());

    /// <summary>Makes a process end and waits until it has, which must be as it was made to.</summary>
    internal async Task EndAsync(Pid pid, Ending how)
    {
        MonitorRef monitor = Test.Monitor(pid);
        switch (how)
        {
            case Ending.Kill:
                pid.Exit(ExitReason.Kill);
                break;
            case Ending.Shutdown or Ending.ShutdownWith:
                pid.Exit(ReasonOf(how));
                break;
            case Ending.Normal:
                pid.Send(new WorkerOrder.Stop());
                break;
            default:
                pid.Send(new WorkerOrder.Die());
                break;
        }

        Assert.Equal(ReasonOf(how), await DownAsync(monitor));
    }

    /// <summary>Stops a supervisor as its parent; it must end with <c>shutdown</c>.</summary>
    internal Task StopAsync(SupervisorRef supervisor) => EndAsync(supervisor.Pid, Ending.Shutdown);

    /// <summary>What a process ends with that is made to end in this way.</summary>
    internal static ExitReason ReasonOf(Ending how) => how switch
    {
        Ending.Kill => ExitReason.Killed,
        Ending.Shutdown => ExitReason.Shutdown,
        Ending.ShutdownWith => ShutdownX,
        Ending.Normal => ExitReason.Normal,
        _ => Died,
    };

    /// <summary>Waits for the end of something monitored.</summary>
    internal async Task<ExitReason> DownAsync(MonitorRef monitor) =>
        (await Test.ReceiveAsync<Signal.Down>(down => ReferenceEquals(down.Monitor, monitor))).Reason;

    /// <summary>Waits for the exit message of something linked.</summary>
    internal async Task<ExitReason> ExitOfAsync(Pid pid) => (await Test.ReceiveAsync<Signal.Exit>(exit => exit.From == pid)).Reason;

    /// <summary>Nothing of that process, or of anybody, is in the mailbox, and nothing comes soon.</summary>
    internal async Task AssertNoMessageAsync(double seconds = 0.1) => Assert.Null(await Test.TryReceiveAsync<object>(TimeSpan.FromSeconds(seconds)));

    internal Task WaitAsync(double seconds) => Test.DelayAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits for the next question of a worker, which must be this one's.</summary>
    internal async Task<AskingWorker.Question> QuestionOfAsync(string name)
    {
        AskingWorker.Question question = await Test.ReceiveAsync<AskingWorker.Question>();
        Assert.Equal(name, question.Name);
        return question;
    }

    /// <summary>Answers the next question, which must be this worker's. The worker.</summary>
    internal async Task<Pid> AnswerAsync(string name, InitResult answer)
    {
        AskingWorker.Question question = await QuestionOfAsync(name);
        question.Answer.SetResult(answer);
        return question.Pid;
    }
}
