using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>How a supervisor stops its children.</summary>
public sealed class StopTests
{
    private const string Suite = "supervisor_SUITE";

    private static readonly SupervisorOptions OneForOne = Flags(RestartStrategy.OneForOne);

    private static readonly ExitReason[] Reasons =
        [ExitReason.Normal, ExitReason.Shutdown, new ExitReason.ShutdownWith("test"), new ExitReason.Custom("other")];

    [Fact]
    [OtpCase("S-16", Suite, "sup_stop_infinity")]
    public void Stop_WithoutALimit_EndsAllWithShutdown() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            OneForOne,
            Children.W1("child1") with { Shutdown = Shutdown.Infinite, Type = ChildType.Supervisor },
            Children.W1("child2") with { Shutdown = Shutdown.Infinite });
        Pid[] pids = await LinkedAsync(stage, supervisor);

        await stage.StopAsync(supervisor);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[1]));
    });

    [Fact]
    [OtpCase("S-17", Suite, "sup_stop_timeout")]
    public void Stop_ChildThatDoesNotComeToIt_IsKilledAtItsLimit() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne, Children.W1("child1"), Children.W1("child2"));
        Pid[] pids = await LinkedAsync(stage, supervisor);
        pids[1].Send(new WorkerOrder.Sleep(TimeSpan.FromSeconds(200)));
        TimeSpan start = stage.Test.Simulation.Time.Elapsed;

        await stage.StopAsync(supervisor);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pids[1]));
        Assert.Equal(TimeSpan.FromSeconds(1), stage.Test.Simulation.Time.Elapsed - start);
    });

    [Fact]
    [OtpCase("S-18", Suite, "sup_stop_timeout_dynamic")]
    public void Stop_DynamicChildThatDoesNotComeToIt_IsKilledAtItsLimit() => Run(async stage =>
    {
        DynamicSupervisorRef<int> supervisor = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            static (context, _) => Children.StartWorkerAsync(context),
            static child => child with { Restart = Restart.Temporary, Shutdown = Shutdown.After(TimeSpan.FromSeconds(1)) }));
        await AddAsync(supervisor, 1);
        await AddAsync(supervisor, 2);
        Pid[] pids = await LinkedAsync(stage, supervisor.Untyped);
        pids[1].Send(new WorkerOrder.Sleep(TimeSpan.FromSeconds(200)));

        await stage.StopAsync(supervisor.Untyped);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pids[1]));
    });

    [Fact]
    [OtpCase("S-19", Suite, "sup_stop_brutal_kill")]
    public void Stop_ChildOfShutdownKill_IsKilled() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            OneForOne, Children.W1("child1"), Children.W1("child2") with { Shutdown = Shutdown.Kill });
        Pid[] pids = await LinkedAsync(stage, supervisor);

        await stage.StopAsync(supervisor);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pids[1]));
    });

    [Fact]
    [OtpCase("S-20", Suite, "sup_stop_brutal_kill_dynamic")]
    public void Stop_DynamicChildrenOfShutdownKill_AreAllKilled() => Run(async stage =>
    {
        DynamicSupervisorRef<int> supervisor = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            static (context, _) => Children.StartWorkerAsync(context),
            static child => child with { Restart = Restart.Temporary, Shutdown = Shutdown.Kill }));
        for (int number = 0; number < 10; number++)
        {
            await AddAsync(supervisor, number);
        }

        Pid[] pids = await LinkedAsync(stage, supervisor.Untyped);
        await stage.StopAsync(supervisor.Untyped);

        Assert.Equal(10, pids.Length);
        foreach (Pid pid in pids)
        {
            Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pid));
        }
    });

    [Fact]
    [OtpCase("S-21", Suite, "sup_stop_race")]
    public void Stop_ChildrenThatEndBeforeTheirTurn_DoNotDisturbIt() => Run(async stage =>
    {
        (ChildSpec Spec, ExitReason Reason)[] racing =
        [
            .. from restart in Enum.GetValues<Restart>()
               from reason in Reasons
               select (Children.W4($"{restart} {reason}", reason) with { Restart = restart }, reason),
        ];
        SupervisorRef supervisor = await stage.StartAsync(
            OneForOne,
            [
                Children.W1("A") with { Restart = Restart.Temporary },
                .. racing.Select(static child => child.Spec),
                Children.W2("Z", TimeSpan.FromSeconds(1)) with { Restart = Restart.Temporary, Shutdown = Shutdown.After(TimeSpan.FromSeconds(2)) },
            ]);
        Pid[] pids = await LinkedAsync(stage, supervisor);
        stage.Test.Spawn(async other =>
        {
            await other.DelayAsync(TimeSpan.FromMilliseconds(200));
            foreach (Pid pid in pids[1..^1])
            {
                pid.Send(new WorkerOrder.Stop());
            }
        });

        await stage.StopAsync(supervisor);

        ExitReason[] expected = [ExitReason.Shutdown, .. racing.Select(static child => child.Reason), ExitReason.Shutdown];
        for (int at = 0; at < pids.Length; at++)
        {
            Assert.Equal(expected[at], await stage.ExitOfAsync(pids[at]));
        }

        Assert.Equal(14, stage.Test.Simulation.Reports.OfType<Report.ChildStarted>().Count());
    });

    [Theory]
    [InlineData(Restart.Temporary)]
    [InlineData(Restart.Transient)]
    [InlineData(Restart.Permanent)]
    [OtpCase("S-22", Suite, "sup_stop_non_shutdown_exit_dynamic")]
    public void Stop_DynamicChildrenThatEndOtherwise_DoNotHoldItUp(Restart restart) => Run(async stage =>
    {
        DynamicSupervisorRef<ExitReason> supervisor = await stage.StartAsync(Supervisor.Dynamic<ExitReason>(
            "sup", static (context, reason) => Children.StartWorkerAsync(context, endsWith: reason), child => child with { Restart = restart }));
        foreach (ExitReason reason in Reasons)
        {
            await AddAsync(supervisor, reason);
        }

        Pid[] pids = await LinkedAsync(stage, supervisor.Untyped);
        await stage.StopAsync(supervisor.Untyped);

        for (int at = 0; at < pids.Length; at++)
        {
            Assert.Equal(Reasons[at], await stage.ExitOfAsync(pids[at]));
        }
    });

    [Fact]
    [OtpCase("S-23", Suite, "sup_stop_manual")]
    public void StopAsync_EndsItNormally_AndItsChildrenAsTheyAreSpecified() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            OneForOne, Children.W1("child1") with { Shutdown = Shutdown.Kill }, Children.W1("child2"), Children.W1("child3"));
        Pid[] pids = await LinkedAsync(stage, supervisor);
        pids[2].Send(new WorkerOrder.Sleep(TimeSpan.FromSeconds(100)));

        Assert.Equal(ExitReason.Normal, await supervisor.StopAsync());

        Assert.Equal(ExitReason.Normal, await stage.ExitOfAsync(supervisor.Pid));
        Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[1]));
        Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pids[2]));
    });

    [Fact]
    [OtpCase("S-24", Suite, "sup_stop_manual_timeout")]
    public void StopAsync_TakesLongerThanTheCallerWaits_GoesOn() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            OneForOne, Children.W1("child1") with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(5)) }, Children.W1("child2"));
        Pid[] pids = await LinkedAsync(stage, supervisor);
        pids[0].Send(new WorkerOrder.Sleep(TimeSpan.FromSeconds(1)));

        await Assert.ThrowsAsync<TimeoutException>(() => supervisor.StopAsync(ExitReason.Normal, TimeSpan.FromMilliseconds(100)));

        Assert.Equal(ExitReason.Normal, await stage.ExitOfAsync(supervisor.Pid));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[1]));
    });

    [Fact]
    [OtpCase("S-39", Suite, "simple_one_for_one_shutdown")]
    public void Stop_DynamicChildren_StopAllAtOnce() => Run(async stage =>
    {
        DynamicSupervisorRef<int> supervisor = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            static (context, seconds) => Children.StartWorkerAsync(context, TimeSpan.FromSeconds(seconds)),
            static child => child with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(2)) }));
        foreach (int seconds in new[] { 1, 1, 5 })
        {
            await AddAsync(supervisor, seconds);
        }

        Pid[] pids = await LinkedAsync(stage, supervisor.Untyped);
        TimeSpan start = stage.Test.Simulation.Time.Elapsed;
        await stage.StopAsync(supervisor.Untyped);

        Assert.Equal(TimeSpan.FromSeconds(2), stage.Test.Simulation.Time.Elapsed - start);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[0]));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(pids[1]));
        Assert.Equal(ExitReason.Killed, await stage.ExitOfAsync(pids[2]));
    });

    /// <summary>Its message box is what tells that it does not hang; that it logs what it does not know empties the box.</summary>
    [Fact]
    [OtpCase("S-58", Suite, "child_unlink")]
    public void TerminateChild_ThatIsNotLinkedAnyMore_DoesNotHang() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne, Children.N("child"));
        Pid child = await PidOfAsync(supervisor, "child");
        stage.Test.Spawn(async _ => await supervisor.TerminateChildAsync("child"));

        await stage.WaitAsync(0.1);
        supervisor.Pid.Send("foo");
        await stage.WaitAsync(5);

        Assert.Equal(0, (await stage.Runtime.InfoAsync(supervisor.Pid))!.MailboxLength);
        Assert.True(supervisor.Pid.IsAlive);
        Assert.False(child.IsAlive);
        Assert.Equal([("child", Pid.None)], await ListAsync(supervisor));
    });

    /// <summary>The children in start order, the test's process linked to each.</summary>
    private static async Task<Pid[]> LinkedAsync(Stage stage, SupervisorRef supervisor)
    {
        Pid[] pids = [.. (await supervisor.ListChildrenAsync()).Select(static child => child.Pid)];
        Array.ForEach(pids, stage.Test.Link);
        return pids;
    }
}
