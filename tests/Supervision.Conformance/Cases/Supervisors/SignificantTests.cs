using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>Supervisors that stop themselves after significant children.</summary>
public sealed class SignificantTests
{
    private const string Suite = "supervisor_SUITE";

    [Theory]
    [InlineData(AutoShutdown.Never)]
    [InlineData(AutoShutdown.AnySignificant)]
    [InlineData(AutoShutdown.AllSignificant)]
    [OtpCase("S-60", Suite, "nonsignificant_temporary")]
    public void NotSignificantTemporary_Ends_MeansNothing(AutoShutdown autoShutdown) => Run(async stage =>
    {
        ChildSpec child = Children.W1("child1") with { Restart = Restart.Temporary };
        SupervisorRef supervisor = await stage.StartAsync(Flags(RestartStrategy.OneForOne) with { AutoShutdown = autoShutdown });

        Pid terminated = await AddAsync(supervisor, child);
        await supervisor.TerminateChildAsync("child1");
        Assert.False(terminated.IsAlive);
        await stage.WaitAsync(1);
        Assert.True(supervisor.Pid.IsAlive);
        foreach (Ending how in new[] { Ending.Kill, Ending.Abnormal, Ending.Normal })
        {
            await stage.EndAsync(await AddAsync(supervisor, child), how);
            await stage.WaitAsync(1);
            Assert.True(supervisor.Pid.IsAlive);
        }
    });

    [Theory]
    [InlineData(AutoShutdown.Never)]
    [InlineData(AutoShutdown.AnySignificant)]
    [InlineData(AutoShutdown.AllSignificant)]
    [OtpCase("S-61", Suite, "nonsignificant_transient")]
    public void NotSignificantTransient_Ends_MeansNothing(AutoShutdown autoShutdown) => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(RestartStrategy.OneForOne, 5) with { AutoShutdown = autoShutdown }, Children.W1("child1") with { Restart = Restart.Transient });

        await supervisor.TerminateChildAsync("child1");
        await stage.WaitAsync(1);
        Pid pid = PidOf(await supervisor.RestartChildAsync("child1"));
        foreach (Ending how in new[] { Ending.Kill, Ending.Abnormal })
        {
            await stage.EndAsync(pid, how);
            await stage.WaitAsync(1);
            Assert.NotEqual(pid, await PidOfAsync(supervisor, "child1"));
            pid = await PidOfAsync(supervisor, "child1");
            Assert.True(pid.IsAlive);
        }

        await stage.EndAsync(pid, Ending.Normal);
        await stage.WaitAsync(1);
        Assert.True(supervisor.Pid.IsAlive);
        Assert.Equal([("child1", Pid.None)], await ListAsync(supervisor));
    });

    [Fact]
    [OtpCase("S-62", Suite, "significant_temporary")]
    public void AnySignificantTemporary_IsTerminated_MeansNothingUntilItEndsByItself() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartThreeAsync(stage, AutoShutdown.AnySignificant, Restart.Temporary);
        Pid[] others = (await PidsAsync(supervisor))[1..];

        await supervisor.TerminateChildAsync("child1");
        await stage.WaitAsync(1);
        Assert.True(supervisor.Pid.IsAlive);
        Assert.Equal(others, await PidsAsync(supervisor));
        Pid again = await AddAsync(supervisor, Children.W1("child1") with { Restart = Restart.Temporary, Significant = true });
        Assert.Equal([("child2", others[0]), ("child3", others[1]), ("child1", again)], await ListAsync(supervisor));

        await AssertEndsAllAsync(stage, supervisor, again, Ending.Kill);
    });

    [Theory]
    [InlineData(Restart.Temporary, Ending.Abnormal)]
    [InlineData(Restart.Temporary, Ending.Normal)]
    [InlineData(Restart.Transient, Ending.Normal)]
    [OtpCase("S-62", Suite, "significant_temporary")]
    [OtpCase("S-63", Suite, "significant_transient")]
    public void AnySignificant_EndsForGood_EndsAll(Restart restart, Ending how) => Run(async stage =>
    {
        SupervisorRef supervisor = await StartThreeAsync(stage, AutoShutdown.AnySignificant, restart);

        await AssertEndsAllAsync(stage, supervisor, (await PidsAsync(supervisor))[0], how);
    });

    [Theory]
    [InlineData(Restart.Temporary)]
    [InlineData(Restart.Transient)]
    [OtpCase("S-62", Suite, "significant_temporary")]
    [OtpCase("S-63", Suite, "significant_transient")]
    public void AllSignificant_OnlyTheLastOne_EndsAll(Restart restart) => Run(async stage =>
    {
        SupervisorRef supervisor = await StartThreeAsync(stage, AutoShutdown.AllSignificant, restart);
        Pid[] pids = await PidsAsync(supervisor);

        await stage.EndAsync(pids[0], Ending.Normal);
        await stage.WaitAsync(1);
        Assert.True(supervisor.Pid.IsAlive && pids[1].IsAlive && pids[2].IsAlive);

        await AssertEndsAllAsync(stage, supervisor, pids[1], Ending.Normal);
    });

    [Fact]
    [OtpCase("S-63", Suite, "significant_transient")]
    public void AnySignificantTransient_EndsAndIsRestarted_MeansNothing() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartThreeAsync(stage, AutoShutdown.AnySignificant, Restart.Transient);
        Pid[] pids = await PidsAsync(supervisor);

        await supervisor.TerminateChildAsync("child1");
        await stage.WaitAsync(1);
        Assert.True(supervisor.Pid.IsAlive && pids[1].IsAlive && pids[2].IsAlive);
        Pid first = PidOf(await supervisor.RestartChildAsync("child1"));
        foreach (Ending how in new[] { Ending.Kill, Ending.Abnormal })
        {
            await stage.EndAsync(first, how);
            await stage.WaitAsync(1);
            Pid next = await PidOfAsync(supervisor, "child1");
            Assert.True(next.IsAlive && next != first);
            Assert.Equal([next, pids[1], pids[2]], await PidsAsync(supervisor));
            first = next;
        }

        await AssertEndsAllAsync(stage, supervisor, first, Ending.Normal);
    });

    /// <summary>As OTP 25, whose traces decide: allowed. Any: the first end ends all; all: only the last one's.</summary>
    [Theory]
    [InlineData(AutoShutdown.AnySignificant)]
    [InlineData(AutoShutdown.AllSignificant)]
    [OtpCase("S-64", Suite, "significant_simple")]
    public void DynamicSignificant_EndsForGood_EndsAll(AutoShutdown autoShutdown) => Run(async stage =>
    {
        DynamicSupervisorRef<int> supervisor = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            static (context, _) => Children.StartWorkerAsync(context),
            static child => child with { Restart = Restart.Transient, Significant = true },
            limits => limits.AutoShutdown(autoShutdown)));
        Pid first = await AddAsync(supervisor, 1);
        Pid second = await AddAsync(supervisor, 2);
        if (autoShutdown == AutoShutdown.AllSignificant)
        {
            await stage.EndAsync(first, Ending.Normal);
            await stage.WaitAsync(1);
            Assert.True(supervisor.Pid.IsAlive && second.IsAlive);
            (first, second) = (second, await AddAsync(supervisor, 3));
            await stage.EndAsync(second, Ending.Normal);
            Assert.True(supervisor.Pid.IsAlive);
        }

        await stage.EndAsync(first, Ending.Normal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));
        Assert.False(second.IsAlive);
    });

    [Theory]
    [InlineData(RestartStrategy.OneForOne, AutoShutdown.AnySignificant)]
    [InlineData(RestartStrategy.OneForOne, AutoShutdown.AllSignificant)]
    [InlineData(RestartStrategy.OneForAll, AutoShutdown.AnySignificant)]
    [InlineData(RestartStrategy.OneForAll, AutoShutdown.AllSignificant)]
    [InlineData(RestartStrategy.RestForOne, AutoShutdown.AnySignificant)]
    [InlineData(RestartStrategy.RestForOne, AutoShutdown.AllSignificant)]
    [OtpCase("S-65", Suite, "significant_bystander")]
    public void Significant_StoppedWithASibling_MeansNothing(RestartStrategy strategy, AutoShutdown autoShutdown) => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(strategy, 5) with { AutoShutdown = autoShutdown },
            Children.W1("child1") with { Restart = Restart.Transient, Significant = true },
            Children.W1("child2") with { Restart = Restart.Transient },
            Children.W1("child3") with { Restart = Restart.Transient, Significant = true });
        Pid[] old = await PidsAsync(supervisor);

        await stage.EndAsync(old[1], Ending.Kill);
        await stage.WaitAsync(1);

        bool[] stay = [strategy != RestartStrategy.OneForAll, false, strategy == RestartStrategy.OneForOne];
        Assert.True(supervisor.Pid.IsAlive);
        Assert.Equal(stay, old.Select(static pid => pid.IsAlive));
        await AssertCountsAsync(supervisor, 3, 3, 0, 3);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [OtpCase("S-66", Suite, "significant_escalation")]
    public void SignificantWorker_Ends_EndsTheOuterSupervisorOnlyOverASignificantOne(bool isSignificant) => Run(async stage =>
    {
        SupervisorOptions any = Flags(RestartStrategy.OneForOne) with { AutoShutdown = AutoShutdown.AnySignificant };
        ChildSpec worker = Children.W1("C") with { Restart = Restart.Transient, Significant = true };
        SupervisorRef outer = await stage.StartAsync(
            any, Children.Tree("B", any, worker) with { Restart = Restart.Transient, Significant = isSignificant });
        SupervisorRef inner = SupervisorRef.ForPid(await PidOfAsync(outer, "B"));
        MonitorRef innerEnd = stage.Test.Monitor(inner.Pid);

        await stage.EndAsync(await PidOfAsync(inner, "C"), Ending.Normal);

        Assert.Equal(ExitReason.Shutdown, await stage.DownAsync(innerEnd));
        if (isSignificant)
        {
            Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(outer.Pid));
        }

        await stage.WaitAsync(1);
        Assert.Equal(!isSignificant, outer.Pid.IsAlive);
    });

    private static Task<SupervisorRef> StartThreeAsync(Stage stage, AutoShutdown autoShutdown, Restart restart) => stage.StartAsync(
        Flags(RestartStrategy.OneForOne, 5) with { AutoShutdown = autoShutdown },
        Children.W1("child1") with { Restart = restart, Significant = true },
        Children.W1("child2") with { Restart = restart, Significant = true },
        Children.W1("child3") with { Restart = restart });

    private static async Task<Pid[]> PidsAsync(SupervisorRef supervisor) => [.. (await ListAsync(supervisor)).Select(static child => child.Pid)];

    private static async Task AssertEndsAllAsync(Stage stage, SupervisorRef supervisor, Pid pid, Ending how)
    {
        MonitorRef[] others = [.. (await PidsAsync(supervisor)).Where(other => other != pid && other != Pid.None).Select(stage.Test.Monitor)];
        await stage.EndAsync(pid, how);
        foreach (MonitorRef other in others)
        {
            Assert.Equal(ExitReason.Shutdown, await stage.DownAsync(other));
        }

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));
    }
}
