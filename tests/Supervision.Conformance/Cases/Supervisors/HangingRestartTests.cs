using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>A supervisor that tries again and again to restart a child can still be asked, and stopped.</summary>
public sealed class HangingRestartTests
{
    private const string Suite = "supervisor_SUITE";

    [Fact]
    [OtpCase("S-83", Suite, "hanging_restart_loop")]
    public void OneForOne_WhileItRestarts_AnswersAndStops() => Run(async stage =>
    {
        HangingWorker.Switch fails = new();
        SupervisorRef supervisor = await stage.StartAsync(
            new SupervisorSpec { Id = "sup", Name = "sup", Options = Flags(RestartStrategy.OneForOne, 8, 10) });
        ChildSpec spec = Children.DL("child1", fails, "child1");
        Pid child = await AddAsync(supervisor, spec);
        stage.Test.Link(child);

        await BreakAsync(stage, fails, child);
        Assert.IsType<ChildResult.AlreadyPresent>(await supervisor.StartChildAsync(spec));
        Assert.IsType<ChildResult.Restarting>(await supervisor.RestartChildAsync("child1"));
        Assert.IsType<ChildResult.Restarting>(await supervisor.DeleteChildAsync("child1"));
        Assert.Equal(ChildInfo.State.Restarting, Assert.Single(await supervisor.ListChildrenAsync()).Status);
        await AssertCountsAsync(supervisor, 1, 0, 0, 1);

        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.Equal(HangingWorker.Error, await stage.ExitOfAsync(child));
        Assert.Equal([("child1", Pid.None)], await ListAsync(supervisor));
        Assert.Equal(ChildInfo.State.Stopped, Assert.Single(await supervisor.ListChildrenAsync()).Status);

        fails.IsOn = false;
        child = PidOf(await supervisor.RestartChildAsync("child1"));
        await BreakAsync(stage, fails, child);
        await stage.StopAsync(supervisor);
        Assert.Equal((Pid.None, Pid.None), (stage.Runtime.Find("sup"), stage.Runtime.Find("child1")));
    });

    [Fact]
    [OtpCase("S-84", Suite, "hanging_restart_loop_rest_for_one")]
    public void RestForOne_WhileItRestarts_AnswersAndStops() => Run(async stage =>
    {
        HangingWorker.Switch fails = new();
        SupervisorRef supervisor = await stage.StartAsync(
            new SupervisorSpec { Id = "sup", Name = "sup", Options = Flags(RestartStrategy.RestForOne, 8, 10) });
        ChildSpec spec = Children.DL("child2", fails, "child2");
        Pid first = await AddAsync(supervisor, Children.W1("child1"));
        Pid second = await AddAsync(supervisor, spec);
        Pid third = await AddAsync(supervisor, Children.W1("child3"));
        stage.Test.Link(second);
        stage.Test.Link(third);

        await BreakAsync(stage, fails, second);
        Assert.IsType<ChildResult.AlreadyPresent>(await supervisor.StartChildAsync(spec));
        Assert.IsType<ChildResult.Restarting>(await supervisor.RestartChildAsync("child2"));
        Assert.IsType<ChildResult.Restarting>(await supervisor.DeleteChildAsync("child2"));
        Assert.Equal([("child1", first), ("child2", Pid.None), ("child3", Pid.None)], await ListAsync(supervisor));
        Assert.Equal(
            [ChildInfo.State.Running, ChildInfo.State.Restarting, ChildInfo.State.Stopped],
            (await supervisor.ListChildrenAsync()).Select(static child => child.Status));
        await AssertCountsAsync(supervisor, 3, 1, 0, 3);

        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child2"));
        Assert.Equal(HangingWorker.Error, await stage.ExitOfAsync(second));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(third));
        Assert.Equal([("child1", first), ("child2", Pid.None), ("child3", Pid.None)], await ListAsync(supervisor));
        Assert.DoesNotContain(await supervisor.ListChildrenAsync(), static child => child.Status == ChildInfo.State.Restarting);

        fails.IsOn = false;
        second = PidOf(await supervisor.RestartChildAsync("child2"));
        await BreakAsync(stage, fails, second);
        await stage.StopAsync(supervisor);
        Assert.Equal((Pid.None, Pid.None), (stage.Runtime.Find("sup"), stage.Runtime.Find("child2")));
    });

    [Fact]
    [OtpCase("S-85", Suite, "hanging_restart_loop_simple")]
    public void Dynamic_WhileItRestarts_AnswersAndStops() => Run(async stage =>
    {
        HangingWorker.Switch fails = new();
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup",
            (context, _) => context.StartServerAsync(() => new HangingWorker(fails), Children.Trapping with { Name = "child" }),
            configure: static limits => limits.Intensity(8, TimeSpan.FromSeconds(10)).Named("sup")));
        SupervisorRef supervisor = dynamic.Untyped;
        Pid child = await AddAsync(dynamic, 1);
        stage.Test.Link(child);

        await BreakAsync(stage, fails, child);
        Assert.IsType<ChildResult.NotForDynamic>(await supervisor.RestartChildAsync("child1"));
        Assert.IsType<ChildResult.NotForDynamic>(await supervisor.DeleteChildAsync("child1"));
        Assert.Equal(ChildInfo.State.Restarting, Assert.Single(await supervisor.ListChildrenAsync()).Status);
        await AssertCountsAsync(supervisor, 1, 0, 0, 1);

        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync(child));
        Assert.Equal(HangingWorker.Error, await stage.ExitOfAsync(child));
        Assert.Empty(await supervisor.ListChildrenAsync());

        fails.IsOn = false;
        child = await AddAsync(dynamic, 2);
        await BreakAsync(stage, fails, child);
        await stage.StopAsync(supervisor);
        Assert.Equal((Pid.None, Pid.None), (stage.Runtime.Find("sup"), stage.Runtime.Find("child")));
    });

    private static async Task BreakAsync(Stage stage, HangingWorker.Switch fails, Pid child)
    {
        fails.IsOn = true;
        child.Send(new WorkerOrder.EndWith(HangingWorker.Error));
        await stage.WaitAsync(2);
    }
}
