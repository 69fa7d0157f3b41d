using System.Runtime.CompilerServices;
using Supervision.Testing;

namespace Supervision.Tests.Supervisors;

public sealed class DynamicSupervisorTests
{
    [Fact]
    public void Children_GetTheirArgument_AtEveryStartAgain()
    {
        using Family family = new();
        List<string> arguments = [];
        DynamicSupervisorRef<string> dynamic = Start<string>(family, (context, argument) =>
        {
            arguments.Add($"{context.Path} {argument} {context.Incarnation}");
            return family.StartAsync(context);
        });

        family.Do(dynamic.StartChildAsync("one", "k"));
        family.End("k");

        Assert.Equal(["dynamic/k one 1", "dynamic/k one 2"], arguments);
    }

    [Fact]
    public void Key_IsUnique_AndFreeAgainWhenTheChildIsForgotten()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = Start<int>(family, (context, _) => family.StartAsync(context));
        family.Do(dynamic.StartChildAsync(1, "k"));

        Assert.Equal(new ChildResult.AlreadyStarted(family["k"]), family.Do(dynamic.StartChildAsync(2, "k")));
        Assert.IsType<ChildResult.Done>(family.Do(dynamic.TerminateChildAsync("k")));
        Assert.IsType<ChildResult.NotFound>(family.Do(dynamic.TerminateChildAsync("k")));
        Assert.IsType<ChildResult.Started>(family.Do(dynamic.StartChildAsync(3, "k")));
    }

    [Fact]
    public void Limit_CountsRestartingChildrenToo()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = family.Do(family.Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "dynamic", (context, _) => family.StartAsync(context), configure: static limits => limits.MaxChildren(2))));
        family.Do(dynamic.StartChildAsync(1, "a"));
        family.Do(dynamic.StartChildAsync(2, "b"));

        Assert.IsType<ChildResult.Full>(family.Do(dynamic.StartChildAsync(3, "c")));
        family.Do(dynamic.TerminateChildAsync("a"));
        Assert.IsType<ChildResult.Started>(family.Do(dynamic.StartChildAsync(3, "c")));
    }

    [Fact]
    public void TerminateChild_ByProcess_KnowsChildrenStrangersAndTheDead()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = Start<int>(family, (context, _) => family.StartAsync(context));
        family.Do(dynamic.StartChildAsync(1, "a"));
        Pid stranger = family.Runtime.Spawn(static process => process.ReceiveAsync<object>().AsTask());

        Assert.IsType<ChildResult.NotFound>(family.Do(dynamic.TerminateChildAsync(stranger)));
        Assert.IsType<ChildResult.Done>(family.Do(dynamic.TerminateChildAsync(family["a"])));
        Assert.IsType<ChildResult.Done>(family.Do(dynamic.TerminateChildAsync(family["a"])));
        Assert.Empty(family.Do(dynamic.Untyped.ListChildrenAsync()));
    }

    [Fact]
    public void OperationsOfDeclaredChildren_AreRefused()
    {
        using Family family = new();
        SupervisorRef dynamic = Start<int>(family, (context, _) => family.StartAsync(context)).Untyped;

        Assert.IsType<ChildResult.NotForDynamic>(family.Do(dynamic.StartChildAsync(family.Child("a"))));
        Assert.IsType<ChildResult.NotForDynamic>(family.Do(dynamic.RestartChildAsync("*")));
        Assert.IsType<ChildResult.NotForDynamic>(family.Do(dynamic.TerminateChildAsync("*")));
        Assert.IsType<ChildResult.NotForDynamic>(family.Do(dynamic.DeleteChildAsync("*")));
        Assert.NotNull(family.Do(dynamic.GetChildSpecAsync("*")));
    }

    [Fact]
    public void DynamicStart_OnDeclaredChildren_IsRefused()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        ChildResult result = family.Do(DynamicSupervisorRef<int>.ForPid(root.Pid).StartChildAsync(1));

        Assert.IsType<ChildResult.NotDynamic>(result);
    }

    [Fact]
    public void StartThatIgnoresOrFails_KeepsNothing()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = Start<int>(family, (context, _) => family.StartAsync(context));
        family.Refusals["a"] = new([new StartResult.Ignored(), new StartResult.Failed(ExitReason.Normal)]);

        Assert.IsType<ChildResult.Ignored>(family.Do(dynamic.StartChildAsync(1, "a")));
        Assert.IsType<ChildResult.Failed>(family.Do(dynamic.StartChildAsync(1, "a")));
        Assert.Equal(new ChildInfo.Counts(1, 0, 0, 0), family.Do(dynamic.Untyped.CountChildrenAsync()));
    }

    [Theory]
    [InlineData(Restart.Permanent)]
    [InlineData(Restart.Transient)]
    public void RestartThatIgnores_ForgetsTheChild(Restart restart)
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = Start<int>(family, (context, _) => family.StartAsync(context), restart);
        family.Do(dynamic.StartChildAsync(1, "a"));
        family.Refusals["a"] = new([new StartResult.Ignored()]);

        family.End("a");

        Assert.Empty(family.Do(dynamic.Untyped.ListChildrenAsync()));
        Assert.Equal(ExitReason.Normal, family.Do(dynamic.Untyped.StopAsync()));
    }

    [Fact]
    public void RestartThatFails_IsTriedAgain_WithoutAKeyToo()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = Start<int>(family, (context, _) => family.StartAsync(context));
        ChildResult first = family.Do(dynamic.StartChildAsync(1));
        family.Refusals["dynamic"] = new([new StartResult.Failed(ExitReason.Normal)]);

        ((ChildResult.Started)first).Pid.Exit(ExitReason.Kill);
        family.Simulation.RunUntilIdle();

        ChildInfo child = Assert.Single(family.Do(dynamic.Untyped.ListChildrenAsync()));
        Assert.Equal(ChildInfo.State.Running, child.Status);
        Assert.True(child.Pid.IsAlive);
    }

    [Fact]
    public void Terminate_OfARestartingChild_TakesItOffTheCounts()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = Start<int>(family, (context, _) => family.StartAsync(context));
        family.Do(dynamic.StartChildAsync(1, "a"));
        family.Do(dynamic.StartChildAsync(2, "b"));
        Pid restarting = family["a"];
        family.Refusals["a"] = new([new StartResult.Failed(new ExitReason.Custom("cannot"))]);
        _ = family.Runtime.SuspendAsync(dynamic.Pid);
        family.End("a");
        Task<ChildInfo.Counts> before = dynamic.Untyped.CountChildrenAsync();
        Task<ChildResult> terminated = dynamic.TerminateChildAsync(restarting);
        _ = family.Runtime.ResumeAsync(dynamic.Pid);

        Assert.Equal(new ChildInfo.Counts(1, 1, 0, 2), family.Do(before));
        Assert.IsType<ChildResult.Done>(family.Do(terminated));
        Assert.Equal(new ChildInfo.Counts(1, 1, 0, 1), family.Do(dynamic.Untyped.CountChildrenAsync()));
    }

    [Fact]
    public void ArgumentOfATemporaryChild_IsNotKept()
    {
        using Family family = new();
        DynamicSupervisorRef<object> dynamic = Start<object>(family, (context, _) => family.StartAsync(context), Restart.Temporary);

        WeakReference argument = StartWithArgument(family, dynamic);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.True(family["a"].IsAlive);
        Assert.False(argument.IsAlive);
    }

    [Fact]
    public void ManyChildren_StartDieAndStop_InLinearTime()
    {
        const int Count = 20_000;
        using Family family = new(new SimulationOptions { MaxSteps = 100 * Count });
        DynamicSupervisorRef<int> dynamic = Start<int>(
            family,
            static (context, _) => context.StartProcessAsync(static process => process.ReceiveAsync<object>().AsTask()),
            Restart.Permanent,
            Count);
        List<Task<ChildResult>> starts = [.. Enumerable.Range(0, Count).Select(number => dynamic.StartChildAsync(number))];
        Pid[] pids = [.. starts.Select(start => ((ChildResult.Started)family.Do(start)).Pid)];

        for (int at = 0; at < Count; at += 20)
        {
            pids[at].Exit(ExitReason.Kill);
        }

        family.Simulation.RunUntilIdle();
        Assert.Equal(Count, family.Do(dynamic.Untyped.CountChildrenAsync()).Active);
        Assert.Equal(ExitReason.Normal, family.Do(dynamic.Untyped.StopAsync()));
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference StartWithArgument(Family family, DynamicSupervisorRef<object> dynamic)
    {
        object argument = new byte[1000];
        Assert.IsType<ChildResult.Started>(family.Do(dynamic.StartChildAsync(argument, "a")));
        return new WeakReference(argument);
    }

    private static DynamicSupervisorRef<T> Start<T>(
        Family family, Func<StartContext, T, ValueTask<StartResult>> start, Restart restart = Restart.Permanent, int maxRestarts = 3) =>
        family.Do(family.Runtime.StartSupervisorAsync(Supervisor.Dynamic(
            "dynamic", start, child => child with { Restart = restart }, limits => limits.Intensity(maxRestarts, TimeSpan.FromSeconds(5)))));
}
