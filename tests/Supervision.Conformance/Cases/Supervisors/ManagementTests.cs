using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>Requests about children.</summary>
public sealed class ManagementTests
{
    private const string Suite = "supervisor_SUITE";

    private static readonly SupervisorOptions OneForOne = Flags(RestartStrategy.OneForOne);

    [Fact]
    [OtpCase("S-25", Suite, "child_adm")]
    public void Requests_AboutDeclaredChildren_AnswerByTheirState() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne, Children.W1("child1"));
        Pid first = await PidOfAsync(supervisor, "child1");
        stage.Test.Link(first);

        Assert.Equal(new ChildResult.AlreadyStarted(first), await supervisor.StartChildAsync(Children.W1("child1")));
        Assert.IsType<ChildResult.NotFound>(await supervisor.TerminateChildAsync("child2"));
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(first));
        Assert.Equal([("child1", Pid.None)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 0, 0, 1);
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.IsType<ChildResult.AlreadyPresent>(await supervisor.StartChildAsync(Children.W1("child1")));

        Pid second = PidOf(await supervisor.RestartChildAsync("child1"));
        Assert.Equal([("child1", second)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
        Assert.IsType<ChildResult.Running>(await supervisor.RestartChildAsync("child1"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.RestartChildAsync("child2"));
        Assert.IsType<ChildResult.Running>(await supervisor.DeleteChildAsync("child1"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.DeleteChildAsync("child2"));

        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.IsType<ChildResult.Done>(await supervisor.DeleteChildAsync("child1"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.RestartChildAsync("child1"));
        Assert.Empty(await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 0, 0, 0, 0);

        Pid third = await AddAsync(supervisor, Children.W1("child1"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.TerminateChildAsync(third));
        Assert.True(third.IsAlive);
        Assert.Equal([("child1", third)], await ListAsync(supervisor));
    });

    [Fact]
    [OtpCase("S-25", Suite, "child_adm")]
    public void Requests_ToANameThatNobodyHas_FailWithNoProcess() => Run(async stage =>
    {
        SupervisorRef nobody = SupervisorRef.ForName(stage.Runtime, "nobody");
        Func<Task>[] requests =
        [
            () => nobody.StartChildAsync(Children.W1("child1")),
            () => nobody.TerminateChildAsync("child1"),
            () => nobody.RestartChildAsync("child1"),
            () => nobody.DeleteChildAsync("child1"),
            () => nobody.ListChildrenAsync(),
            () => nobody.CountChildrenAsync(),
            () => nobody.GetChildSpecAsync("child1"),
        ];
        foreach (Func<Task> request in requests)
        {
            Assert.Equal(ExitReason.NoProcess, (await Assert.ThrowsAsync<CallFailedException>(request)).Reason);
        }
    });

    [Fact]
    [OtpCase("S-26", Suite, "child_adm_simple")]
    public void Requests_AboutDynamicChildren_KnowThemByTheirProcess() => Run(async stage =>
    {
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(
            Supervisor.Dynamic<int>("sup", static (context, _) => Children.StartWorkerAsync(context)));
        SupervisorRef supervisor = dynamic.Untyped;
        Pid stranger = stage.Test.Spawn(static process => process.ReceiveAsync<object>().AsTask());
        Assert.Empty(await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 0, 0, 0);

        Pid first = await AddAsync(dynamic, 1);
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
        Pid second = await AddAsync(dynamic, 2);
        await AssertCountsAsync(supervisor, 1, 2, 0, 2);

        Assert.IsType<ChildResult.NotForDynamic>(await supervisor.TerminateChildAsync("child1"));
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync(first));
        Assert.False(first.IsAlive);
        Assert.Equal([(null, second)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync(first));
        Assert.IsType<ChildResult.NotFound>(await supervisor.TerminateChildAsync(stranger));
        Assert.True(stranger.IsAlive);
        Assert.IsType<ChildResult.NotForDynamic>(await supervisor.RestartChildAsync("child1"));
        Assert.IsType<ChildResult.NotForDynamic>(await supervisor.DeleteChildAsync("child1"));
    });

    [Fact]
    [OtpCase("S-27", Suite, "extra_return")]
    public void ExtraInformationOfAStart_IsPassedOn() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne, Children.W1Telling("child1", "extra"));
        Pid first = await PidOfAsync(supervisor, "child1");
        stage.Test.Link(first);

        Assert.IsType<ChildResult.NotFound>(await supervisor.TerminateChildAsync("other"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.DeleteChildAsync("other"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.RestartChildAsync("other"));
        Assert.IsType<ChildResult.Running>(await supervisor.DeleteChildAsync("child1"));
        Assert.IsType<ChildResult.Running>(await supervisor.RestartChildAsync("child1"));
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(first));
        await AssertCountsAsync(supervisor, 1, 0, 0, 1);

        Assert.Equal("extra", Assert.IsType<ChildResult.Started>(await supervisor.RestartChildAsync("child1")).Info);
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.IsType<ChildResult.Done>(await supervisor.DeleteChildAsync("child1"));
        Assert.IsType<ChildResult.NotFound>(await supervisor.RestartChildAsync("child1"));
        Assert.Empty(await ListAsync(supervisor));

        ChildResult.Started started = Assert.IsType<ChildResult.Started>(await supervisor.StartChildAsync(Children.W1Telling("child1", "extra")));
        Assert.Equal("extra", started.Info);
        await stage.EndAsync(started.Pid, Ending.Abnormal);
        Pid next = await PidOfAsync(supervisor, "child1");
        Assert.True(next.IsAlive && next != started.Pid);
    });

    [Fact]
    [OtpCase("S-95", Suite, "already_started_outside_supervisor")]
    public void StartChild_ItsNameIsHeldByAStranger_AnswersWithTheStranger() => Run(async stage =>
    {
        Pid stranger = stage.Test.Spawn(static process => process.ReceiveAsync<object>().AsTask(), new ProcessOptions { Name = "taken" });
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);

        ChildResult result = await supervisor.StartChildAsync(
            ChildSpec.Server("child", static () => new Worker(), new ServerOptions { Name = "taken" }));

        Assert.Equal(new ChildResult.AlreadyStarted(stranger), result);
        Assert.Empty(await ListAsync(supervisor));
    });

    [Fact]
    [OtpCase("S-96", Suite, "which_children")]
    public void GetChild_ById_FollowsTheListing() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);
        Assert.Empty(await ListAsync(supervisor));
        Assert.Null(await supervisor.GetChildAsync("child1"));

        Pid first = await AddAsync(supervisor, Children.W1("child1"));
        Assert.Equal([("child1", first)], await ListAsync(supervisor));
        Assert.Equal(new ChildInfo("child1", first, ChildInfo.State.Running, ChildType.Worker, []), await supervisor.GetChildAsync("child1"));
        Assert.Null(await supervisor.GetChildAsync("child2"));

        Pid second = await AddAsync(supervisor, Children.W1("child2"));
        Assert.Equal([("child1", first), ("child2", second)], await ListAsync(supervisor));
        Assert.Equal(second, (await supervisor.GetChildAsync("child2"))!.Pid);

        await supervisor.TerminateChildAsync("child1");
        Assert.Equal([("child1", Pid.None), ("child2", second)], await ListAsync(supervisor));
        Assert.Equal(new ChildInfo("child1", Pid.None, ChildInfo.State.Stopped, ChildType.Worker, []), await supervisor.GetChildAsync("child1"));

        await supervisor.DeleteChildAsync("child1");
        Assert.Equal([("child2", second)], await ListAsync(supervisor));
        Assert.Null(await supervisor.GetChildAsync("child1"));
    });

    /// <summary>An id is refused in OTP; here it may be a key, and nobody has this one.</summary>
    [Fact]
    [OtpCase("S-97", Suite, "which_children_simple_one_for_one")]
    public void GetChild_ByProcess_FollowsTheListing() => Run(async stage =>
    {
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup", static (context, _) => Children.StartWorkerAsync(context), static child => child with { Restart = Restart.Temporary }));
        SupervisorRef supervisor = dynamic.Untyped;
        Assert.Empty(await ListAsync(supervisor));
        Assert.Null(await supervisor.GetChildAsync(stage.Test.Self));

        Pid first = await AddAsync(dynamic, 1);
        Pid second = await AddAsync(dynamic, 2);
        Assert.Equal([(null, first), (null, second)], await ListAsync(supervisor));
        Assert.Equal(new ChildInfo(null, first, ChildInfo.State.Running, ChildType.Worker, []), await supervisor.GetChildAsync(first));
        Assert.Equal(second, (await supervisor.GetChildAsync(second))!.Pid);

        await supervisor.TerminateChildAsync(first);
        Assert.Equal([(null, second)], await ListAsync(supervisor));
        Assert.Null(await supervisor.GetChildAsync(first));
        Assert.Null(await supervisor.GetChildAsync("child1"));
    });
}
