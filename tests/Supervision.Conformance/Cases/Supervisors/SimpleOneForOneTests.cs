using System.Runtime.CompilerServices;
using Supervision.Conformance.Cases.Supervisors.Fixtures;
using Supervision.Testing;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>Supervisors whose children are all alike.</summary>
public sealed class SimpleOneForOneTests
{
    private const string Suite = "supervisor_SUITE";

    [Theory]
    [InlineData(null)]
    [InlineData("info")]
    [OtpCase("S-38", Suite, "simple_one_for_one")]
    [OtpCase("S-40", Suite, "simple_one_for_one_extra")]
    public void Child_Dies_IsRestartedAlone_UntilTheThird(string? info) => Run(async stage =>
    {
        DynamicSupervisorRef<string?> dynamic = await stage.StartAsync(Supervisor.Dynamic<string?>(
            "sup", TellingAsync, configure: static limits => limits.Intensity(2, TimeSpan.FromHours(1))));
        SupervisorRef supervisor = dynamic.Untyped;
        Pid first = await AddAsync(info);
        Pid second = await AddAsync(info);

        await stage.EndAsync(first, Ending.Abnormal);
        Pid[] pids = await PidsAsync(supervisor);
        Assert.Equal(2, pids.Length);
        Assert.Equal(second, Assert.Single(pids, pid => pid == second));
        Pid restarted = Assert.Single(pids, pid => pid != second);
        Assert.True(restarted.IsAlive && restarted != first);
        await AssertCountsAsync(supervisor, 1, 2, 0, 2);

        await stage.EndAsync(second, Ending.Abnormal);
        Assert.Equal(restarted, Assert.Single(await PidsAsync(supervisor), pid => pid == restarted));
        await AssertCountsAsync(supervisor, 1, 2, 0, 2);
        await stage.EndAsync(restarted, Ending.Abnormal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));

        async Task<Pid> AddAsync(string? argument)
        {
            ChildResult.Started started = Assert.IsType<ChildResult.Started>(await dynamic.StartChildAsync(argument));
            Assert.Equal(info, started.Info);
            return started.Pid;
        }
    });

    [Fact]
    [OtpCase("S-41", Suite, "simple_one_for_one_escalation")]
    public void RestartThatFailsAgainAndAgain_EndsTheSupervisor() => Run(async stage =>
    {
        HashSet<bool> started = [];
        DynamicSupervisorRef<bool> dynamic = await stage.StartAsync(Supervisor.Dynamic<bool>(
            "sup",
            (context, fails) => Children.StartWorkerAsync(context, initFails: !started.Add(fails) && fails ? new InvalidOperationException("cannot") : null),
            configure: static limits => limits.Intensity(4, TimeSpan.FromHours(1))));
        Pid first = await AddAsync(dynamic, true);
        Pid second = await AddAsync(dynamic, false);
        stage.Test.Link(second);

        await stage.EndAsync(first, Ending.Abnormal);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(second));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(dynamic.Pid));
    });

    [Fact]
    [OtpCase("S-42", Suite, "simple_one_for_one_corruption")]
    public void ArgumentOfATemporaryChild_IsNotKept()
    {
        using Simulation simulation = new();
        DynamicSupervisorRef<object> dynamic = Complete(simulation, simulation.Runtime.StartSupervisorAsync(Supervisor.Dynamic<object>(
            "sup", static (context, _) => Children.StartWorkerAsync(context), static child => child with { Restart = Restart.Temporary })));
        Pid dead = PidOf(Complete(simulation, dynamic.StartChildAsync("small")));
        dead.Send(new WorkerOrder.Die());
        simulation.RunUntilIdle();

        (Pid child, WeakReference argument) = StartWithALargeArgument(simulation, dynamic);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.True(child.IsAlive);
        Assert.False(argument.IsAlive);
    }

    [Theory]
    [InlineData(Restart.Transient)]
    [InlineData(Restart.Permanent)]
    [OtpCase("S-43", Suite, "simple_one_for_one_restart_ignore")]
    public void RestartThatIsIgnored_ForgetsTheChild(Restart restart) => Run(async stage =>
    {
        Pid test = stage.Test.Self;
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            (context, _) => context.StartServerAsync(() => new AskingWorker("child", test)),
            child => child with { Restart = restart },
            static limits => limits.Intensity(10, TimeSpan.FromHours(1))));
        Task<ChildResult> start = dynamic.StartChildAsync(1);
        Pid first = await stage.AnswerAsync("child", InitResult.Ok);
        Assert.Equal(first, PidOf(await start));

        await stage.EndAsync(first, Ending.Kill);
        Pid second = await stage.AnswerAsync("child", InitResult.Ok);
        Assert.Equal([(null, second)], await ListAsync(dynamic.Untyped));
        await stage.EndAsync(second, Ending.Kill);
        await stage.AnswerAsync("child", InitResult.Ignore);

        Assert.Empty(await ListAsync(dynamic.Untyped));
        Assert.True(dynamic.Pid.IsAlive);
        await stage.StopAsync(dynamic.Untyped);
    });

    [Theory]
    [InlineData(ChildType.Worker)]
    [InlineData(ChildType.Supervisor)]
    [OtpCase("S-74", Suite, "count_children")]
    [OtpCase("S-75", Suite, "count_children_supervisor")]
    public void Counts_OfThousands_AreExact(ChildType type) => Run(async stage =>
    {
        int supervisors = type == ChildType.Supervisor ? 1 : 0;
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            static (context, _) => Children.StartWorkerAsync(context),
            child => child with { Restart = Restart.Temporary, Type = type }));
        for (int thousands = 1; thousands <= 2; thousands++)
        {
            for (int number = 0; number < 1000; number++)
            {
                await AddAsync(dynamic, number);
            }

            int all = thousands * 1000;
            await AssertCountsAsync(dynamic.Untyped, 1, all, all * supervisors, all * (1 - supervisors));
        }

        Pid[] pids = await PidsAsync(dynamic.Untyped);
        Assert.Equal(2000, pids.Distinct().Count());
        Assert.Equal(pids, await PidsAsync(dynamic.Untyped));
        await AssertCountsAsync(dynamic.Untyped, 1, 2000, 2000 * supervisors, 2000 * (1 - supervisors));
        Array.ForEach(pids, static pid => pid.Exit(ExitReason.Kill));
        await stage.WaitAsync(0.1);
        await AssertCountsAsync(dynamic.Untyped, 1, 0, 0, 0);
    });

    [Fact]
    [OtpCase("S-76", Suite, "count_restarting_children")]
    public void Counts_OfRestartingChildren_AreNotActive() => Run(async stage =>
    {
        HangingWorker.Switch fails = new();
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            (context, _) => context.StartServerAsync(() => new HangingWorker(fails), Children.Trapping),
            static child => child with { Shutdown = Shutdown.Kill },
            static limits => limits.Intensity(20, TimeSpan.FromSeconds(10))));
        for (int number = 0; number < 3; number++)
        {
            await AddAsync(dynamic, number);
        }

        Array.ForEach(await PidsAsync(dynamic.Untyped), static pid => pid.Send(new WorkerOrder.EndWith(HangingWorker.Error)));
        await stage.WaitAsync(0.1);
        await AssertCountsAsync(dynamic.Untyped, 1, 3, 0, 3);
        fails.IsOn = true;
        Array.ForEach((await PidsAsync(dynamic.Untyped))[..2], static pid => pid.Send(new WorkerOrder.EndWith(HangingWorker.Error)));
        await stage.WaitAsync(4);
        await AssertCountsAsync(dynamic.Untyped, 1, 1, 0, 3);
        fails.IsOn = false;
        await stage.WaitAsync(4);
        await AssertCountsAsync(dynamic.Untyped, 1, 3, 0, 3);

        Pid[] pids = await PidsAsync(dynamic.Untyped);
        for (int left = 2; left >= 0; left--)
        {
            Assert.IsType<ChildResult.Done>(await dynamic.TerminateChildAsync(pids[left]));
            await AssertCountsAsync(dynamic.Untyped, 1, left, 0, left);
        }
    });

    private static async ValueTask<StartResult> TellingAsync(StartContext context, string? info) =>
        Assert.IsType<StartResult.Started>(await Children.StartWorkerAsync(context)) with { Info = info };

    private static async Task<Pid[]> PidsAsync(SupervisorRef supervisor) => [.. (await ListAsync(supervisor)).Select(static child => child.Pid)];

    private static T Complete<T>(Simulation simulation, Task<T> task)
    {
        simulation.RunUntilIdle();
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Pid Child, WeakReference Argument) StartWithALargeArgument(Simulation simulation, DynamicSupervisorRef<object> dynamic)
    {
        object argument = new int[50_000];
        return (PidOf(Complete(simulation, dynamic.StartChildAsync(argument))), new WeakReference(argument));
    }
}
