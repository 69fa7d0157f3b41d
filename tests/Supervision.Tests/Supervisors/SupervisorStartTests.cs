namespace Supervision.Tests.Supervisors;

public sealed class SupervisorStartTests
{
    private static readonly ExitReason Cannot = new ExitReason.Custom("cannot");

    [Fact]
    public void Children_StartInOrder_EachAfterTheOneBefore()
    {
        using Family family = new();
        TaskCompletionSource gate = new();
        ChildSpec slow = new("slow", async context =>
        {
            family.Events.Add("begin slow");
            await gate.Task;
            return await family.StartAsync(context);
        });
        Task<SupervisorRef> start = family.Runtime.StartSupervisorAsync(
            new SupervisorSpec { Id = "root", Children = [family.Child("a"), slow, family.Child("b")] });
        family.Simulation.RunUntilIdle();

        Assert.Equal(["start a", "begin slow"], family.TakeEvents());
        Assert.False(start.IsCompleted);
        gate.SetResult();
        family.Do(start);
        Assert.Equal(["start slow", "start b"], family.Events);
    }

    [Fact]
    public void ChildThatFails_StopsThoseBeforeItInReverse_AndFailsTheStart()
    {
        using Family family = new();
        family.Refusals["c"] = new([new StartResult.Failed(Cannot)]);
        SupervisorSpec spec = new() { Id = "root", Children = [family.Child("a"), family.Child("b"), family.Child("c"), family.Child("d")] };

        StartFailedException failure = Assert.Throws<StartFailedException>(() => family.Do(family.Runtime.StartSupervisorAsync(spec)));

        Assert.Equal(new StartResult.Failed(new ExitReason.ShutdownWith(new FailedToStartChild("c", Cannot))), failure.Result);
        Assert.Equal(["start a", "start b", "refuse c", "stop b", "stop a"], family.Events);
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [Fact]
    public void GrandchildThatFails_NestsTheReasons()
    {
        using Family family = new();
        family.Refusals["leaf"] = new([new StartResult.Failed(Cannot)]);
        SupervisorSpec spec = Supervisor.OneForOne("root", root => root.OneForOne("inner", inner => inner.Child(family.Child("leaf"))));

        StartFailedException failure = Assert.Throws<StartFailedException>(() => family.Do(family.Runtime.StartSupervisorAsync(spec)));

        Assert.Equal(
            "shutdown(failed_to_start_child(inner,shutdown(failed_to_start_child(leaf,cannot))))",
            Assert.IsType<StartResult.Failed>(failure.Result).Reason.ToString());
    }

    /// <summary>Two start functions may wait for one and the same start; each supervisor goes on in its own turn.</summary>
    [Fact]
    public void StartThatTwoSupervisorsWaitFor_LetsBothGoOn()
    {
        using Family family = new();
        Task<StartResult>? shared = null;
        ChildSpec child = new("shared", context => new ValueTask<StartResult>(shared ??= context.StartServerAsync(() => new SlowServer()).AsTask()));

        Task<SupervisorRef> one = family.Runtime.StartSupervisorAsync(new SupervisorSpec { Id = "one", Children = [child] });
        Task<SupervisorRef> other = family.Runtime.StartSupervisorAsync(new SupervisorSpec { Id = "other", Children = [child] });
        family.Simulation.Advance(TimeSpan.FromSeconds(1));

        Assert.True(one.IsCompletedSuccessfully);
        Assert.True(other.IsCompletedSuccessfully);
    }

    [Fact]
    public void Mistake_FailsTheStartBeforeAnyChildStarts()
    {
        using Family family = new();
        SupervisorSpec spec = new() { Id = "root", Children = [family.Child("a"), family.Child("a")] };

        StartFailedException failure = Assert.Throws<StartFailedException>(() => family.Do(family.Runtime.StartSupervisorAsync(spec)));

        ExitReason expected = new ExitReason.Custom("start_spec", new SpecError.DuplicateChildId("a"));
        Assert.Equal(new StartResult.Failed(expected), failure.Result);
        Assert.Empty(family.Events);
    }

    [Fact]
    public void NameThatIsTaken_FailsTheStart_AndNamesTheHolder()
    {
        using Family family = new();
        SupervisorSpec spec = new() { Id = "root", Name = "root" };
        SupervisorRef first = family.Start(spec);

        StartFailedException failure = Assert.Throws<StartFailedException>(() => family.Do(family.Runtime.StartSupervisorAsync(spec)));

        Assert.Equal(new StartResult.AlreadyStarted(first.Pid), failure.Result);
    }

    [Fact]
    public void IgnoringChild_IsListedAsStopped_UnlessTemporary()
    {
        using Family family = new();
        family.Refusals["a"] = new([new StartResult.Ignored()]);
        family.Refusals["t"] = new([new StartResult.Ignored()]);
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"), family.Child("t") with { Restart = Restart.Temporary });

        Assert.Equal(["a"], family.Do(root.ListChildrenAsync()).Select(static child => child.Id));
        Assert.IsType<ChildResult.Started>(family.Do(root.RestartChildAsync("a")));
    }

    public static TheoryData<Func<StartContext, ValueTask<StartResult>>, string> WrongStarts { get; } = new()
    {
        { static _ => throw new InvalidOperationException("at once"), "crashed(InvalidOperationException: at once)" },
        { static async _ => await Task.FromException<StartResult>(new TimeoutException("later")), "crashed(TimeoutException: later)" },
        { static _ => throw new ProcessExitException(Cannot), "cannot" },
        { static _ => default, "bad_return_value" },
        { static _ => ValueTask.FromCanceled<StartResult>(new CancellationToken(canceled: true)), "crashed(TaskCanceledException: A task was canceled.)" },
    };

    [Theory]
    [MemberData(nameof(WrongStarts))]
    public void StartFunctionThatGoesWrong_IsAFailedStart(Func<StartContext, ValueTask<StartResult>> start, string reason)
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        ChildResult result = family.Do(root.StartChildAsync(new ChildSpec("x", start)));

        Assert.Equal(reason, Assert.IsType<ChildResult.Failed>(result).Reason.ToString());
        Assert.Single(family.Do(root.ListChildrenAsync()));
    }

    [Fact]
    public void HungInit_WithAStartTimeout_IsKilled_AndTheStartHasFailed()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        ChildSpec hung = ChildSpec.Server("hung", static () => new Hung()) with { StartTimeout = TimeSpan.FromSeconds(3) };
        TimeSpan before = family.Simulation.Time.Elapsed;

        ChildResult result = family.Do(root.StartChildAsync(hung));

        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("timeout")), result);
        Assert.Equal(TimeSpan.FromSeconds(3), family.Simulation.Time.Elapsed - before);
        Assert.Equal(1, family.Runtime.ProcessCount);
        Assert.Empty(family.Do(root.ListChildrenAsync()));
    }

    [Fact]
    public void HungStartFunction_WithAStartTimeout_IsLeftBehind_AndCanDoNothingMore()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        TaskCompletionSource gate = new();
        Exception? refusal = null;
        ChildSpec hung = new("hung", async context =>
        {
            await gate.Task;
            refusal = Record.Exception(() => { _ = context.StartProcessAsync(static _ => Task.CompletedTask).AsTask(); });
            return new StartResult.Ignored();
        })
        {
            StartTimeout = TimeSpan.FromSeconds(3),
        };

        ChildResult result = family.Do(root.StartChildAsync(hung));
        gate.SetResult();
        family.Simulation.RunUntilIdle();

        Assert.IsType<ChildResult.Failed>(result);
        Assert.IsType<ProcessExitException>(refusal);
        Assert.Empty(family.Do(root.ListChildrenAsync()));
    }

    [Fact]
    public void HungInit_WithoutATimeout_DelaysRequests_ButNotTheParentsOrder()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));
        Task<ChildResult> start = root.StartChildAsync(ChildSpec.Server("hung", static () => new Hung()));
        Task<IReadOnlyList<ChildInfo>> listing = root.ListChildrenAsync();
        family.Simulation.Advance(TimeSpan.FromMinutes(1));
        Assert.False(listing.IsCompleted);

        root.Pid.Exit(ExitReason.Shutdown);
        family.Simulation.RunUntilQuiet();

        Assert.Equal(ExitReason.Shutdown, Assert.Throws<CallFailedException>(() => family.Do(start)).Reason);
        Assert.Equal(["stop a"], family.Events);
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [Fact]
    public void HungInit_DuringTheFirstStart_GivesWayToTheParentsOrder()
    {
        using Family family = new();
        StartResult? result = null;
        family.Simulation.Runtime.Spawn(async process =>
        {
            process.TrapExits = true;
            ValueTask<StartResult> start = process.StartSupervisorAsync(new SupervisorSpec
            {
                Id = "root",
                Children = [family.Child("a"), ChildSpec.Server("hung", static () => new Hung())],
            });
            process.Runtime.Processes()[^1].Exit(ExitReason.Shutdown);
            result = await start;
        });

        family.Simulation.RunUntilQuiet();

        Assert.Equal(new StartResult.Failed(ExitReason.Shutdown), result);
        Assert.Equal(["start a", "stop a"], family.Events);
    }

    [Fact]
    public void ParentsOrder_DuringARestartThatHangs_StopsTheOthers_AndReportsNoChildTwice()
    {
        using Family family = new();
        bool hangs = false;
        ChildSpec sometimesHung = new("x", context => hangs ? context.StartServerAsync(static () => new Hung()) : family.StartAsync(context));
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"), sometimesHung);
        hangs = true;
        family.End("x");

        root.Pid.Exit(ExitReason.Shutdown);
        family.Simulation.RunUntilQuiet();

        Assert.Equal(["end x", "stop a"], family.Events);
        Assert.Equal(["child_terminated"], family.Troubles.Select(static trouble => trouble.Context));
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [Fact]
    public void SupervisorThatIsKilledWhileItStartsAChild_TakesItAlong()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a", traps: false));
        Task<ChildResult> start = root.StartChildAsync(ChildSpec.Server("hung", static () => new Hung()));
        family.Simulation.RunUntilIdle();

        root.Pid.Exit(ExitReason.Kill);
        family.Simulation.RunUntilIdle();

        Assert.Equal(ExitReason.Killed, Assert.Throws<CallFailedException>(() => family.Do(start)).Reason);
        Assert.Equal(0, family.Runtime.ProcessCount);
        Assert.Empty(family.Simulation.Reports.OfType<Report.StragglerAbandoned>());
    }

    [Fact]
    public void Owner_IsDisposed_AfterTheChildsCode_AndWhenNothingWasStarted()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        ChildSpec owning = new("a", context =>
        {
            context.Own(new Noted(family.Events, "a's"));
            return family.StartAsync(context);
        });
        family.Do(root.StartChildAsync(owning));
        family.Do(root.TerminateChildAsync("a"));
        family.Refusals["a"] = new([new StartResult.Ignored()]);
        family.Do(root.RestartChildAsync("a"));

        Assert.Equal(["start a", "stop a", "dispose a's", "refuse a", "dispose a's"], family.Events);
    }

    [Fact]
    public void CrashOfAChild_IsReported_AlsoWhenItIsKilledWhileItsOwnerIsDisposed()
    {
        using Family family = new();
        TaskCompletionSource disposed = new();
        family.Start(new SupervisorOptions(), new ChildSpec("a", context =>
        {
            context.Own(new Awaited(disposed.Task));
            return family.StartAsync(context);
        }));
        family.End("a");

        family["a"].Exit(ExitReason.Kill);
        family.Simulation.RunUntilIdle();
        disposed.SetResult();
        family.Simulation.RunUntilIdle();

        Report.ProcessCrashed crash = Assert.Single(family.Simulation.Reports.OfType<Report.ProcessCrashed>());
        Assert.Equal(new ExitReason.Custom("boom"), crash.Reason);
    }

    [Fact]
    public void StartContext_AfterTheStart_SaysThatItIsOver()
    {
        using Family family = new();
        StartContext? kept = null;
        family.Start(new SupervisorOptions(), new ChildSpec("a", context =>
        {
            kept = context;
            return family.StartAsync(context);
        }));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => { _ = kept!.StartProcessAsync(static _ => Task.CompletedTask).AsTask(); });

        Assert.Contains("root/a", error.Message, StringComparison.Ordinal);
        Assert.Equal("root/a", kept!.Path);
    }

    private sealed class Hung : GenServer<string>
    {
        protected override async ValueTask<InitResult> InitAsync()
        {
            await Context.DelayAsync(Timeout.InfiniteTimeSpan);
            return InitResult.Ok;
        }

        protected override ValueTask HandleAsync(string message) => default;
    }

    private sealed class Awaited(Task until) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(until);
    }

    private sealed class Noted(List<string> events, string name) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            events.Add($"dispose {name}");
            return default;
        }
    }

    private sealed class SlowServer : GenServer<string>
    {
        protected override async ValueTask<InitResult> InitAsync()
        {
            await Context.DelayAsync(TimeSpan.FromMilliseconds(20));
            return InitResult.Ok;
        }

        protected override ValueTask HandleAsync(string message) => default;
    }
}
