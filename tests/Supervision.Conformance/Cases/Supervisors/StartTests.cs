using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>How a supervisor and its children start.</summary>
public sealed class StartTests
{
    private const string Suite = "supervisor_SUITE";

    private static readonly SupervisorOptions OneForOne = Flags(RestartStrategy.OneForOne);

    [Fact]
    [OtpCase("S-1", Suite, "sup_start_normal")]
    public void Start_WithoutChildren_RunsUntilItIsStopped() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);

        await stage.EndAsync(supervisor.Pid, Ending.Shutdown);
    });

    /// <summary>There is no initialisation of a supervisor that could answer; the start function that would have declared it does.</summary>
    [Fact]
    [OtpCase("S-2", Suite, "sup_start_ignore_init")]
    public void Start_DeclarationAnswersIgnore_IsIgnoredWithoutAnExitMessage() => Run(async stage =>
    {
        SupervisorRef outer = await stage.StartAsync(OneForOne);

        ChildResult result = await outer.StartChildAsync(Children.Answering("sup", new StartResult.Ignored()) with { Type = ChildType.Supervisor });

        Assert.IsType<ChildResult.Ignored>(result);
        await stage.AssertNoMessageAsync();
        await AssertCountsAsync(outer, 1, 0, 1, 0);
    });

    [Fact]
    [OtpCase("S-3", Suite, "sup_start_ignore_child")]
    public void StartChild_Ignored_IsListedWithoutAProcess() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);

        Assert.IsType<ChildResult.Ignored>(await supervisor.StartChildAsync(Children.W1Ignored("child1")));
        Pid second = await AddAsync(supervisor, Children.W1("child2"));

        Assert.Equal([("child1", Pid.None), ("child2", second)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 2, 1, 0, 2);
    });

    [Fact]
    [OtpCase("S-4", Suite, "sup_start_ignore_temporary_child")]
    public void Start_TemporaryChildIgnored_IsForgotten() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            OneForOne,
            Children.W1Ignored("child1") with { Restart = Restart.Temporary },
            Children.W1("child2") with { Restart = Restart.Temporary });

        (string? id, Pid pid) = Assert.Single(await ListAsync(supervisor));
        Assert.Equal("child2", id);
        Assert.True(pid.IsAlive);
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
    });

    [Fact]
    [OtpCase("S-5", Suite, "sup_start_ignore_temporary_child_start_child")]
    public void StartChild_TemporaryIgnored_IsForgotten() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);

        Assert.IsType<ChildResult.Ignored>(await supervisor.StartChildAsync(Children.W1Ignored("child1") with { Restart = Restart.Temporary }));
        Pid second = await AddAsync(supervisor, Children.W1("child2") with { Restart = Restart.Temporary });

        Assert.Equal([("child2", second)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
    });

    [Theory]
    [InlineData(Restart.Temporary)]
    [InlineData(Restart.Permanent)]
    [OtpCase("S-6", Suite, "sup_start_ignore_temporary_child_start_child_simple")]
    [OtpCase("S-7", Suite, "sup_start_ignore_permanent_child_start_child_simple")]
    public void StartChild_OfADynamicSupervisorIgnored_IsNotStored(Restart restart) => Run(async stage =>
    {
        Func<StartContext, ValueTask<StartResult>> start = Children.FirstIgnored();
        DynamicSupervisorRef<int> supervisor = await stage.StartAsync(
            Supervisor.Dynamic<int>("sup", (context, _) => start(context), child => child with { Restart = restart }));

        Assert.IsType<ChildResult.Ignored>(await supervisor.StartChildAsync(1));
        Pid second = await AddAsync(supervisor, 2);

        Assert.Equal([(null, second)], await ListAsync(supervisor.Untyped));
        await AssertCountsAsync(supervisor.Untyped, 1, 1, 0, 1);
        await stage.StopAsync(supervisor.Untyped);
        Assert.DoesNotContain(stage.Test.Simulation.Reports, static report => report is Report.SupervisorTrouble);
    });

    /// <summary>As S-2: the start function answers in place of an initialisation, here nothing.</summary>
    [Fact]
    [OtpCase("S-8", Suite, "sup_start_error_return")]
    public void Start_DeclarationAnswersNothing_FailsWithoutAnExitMessage() => Run(async stage =>
    {
        SupervisorRef outer = await stage.StartAsync(OneForOne);

        ChildResult result = await outer.StartChildAsync(Children.Answering("sup", null) with { Type = ChildType.Supervisor });

        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("bad_return_value")), result);
        await stage.AssertNoMessageAsync();
    });

    /// <summary>As S-2: what would throw in the initialisation throws in the start function.</summary>
    [Fact]
    [OtpCase("S-9", Suite, "sup_start_fail")]
    public void Start_DeclarationThrows_FailsWithTheExceptionAndWithoutAnExitMessage() => Run(async stage =>
    {
        InvalidOperationException error = new("no declaration");
        SupervisorRef outer = await stage.StartAsync(OneForOne);

        ChildResult result = await outer.StartChildAsync(new ChildSpec("sup", _ => throw error) { Type = ChildType.Supervisor });

        Assert.Equal(new ChildResult.Failed(new ExitReason.Crashed(error)), result);
        await stage.AssertNoMessageAsync();
    });

    /// <summary>A start function can answer nothing but a result; null is what comes closest to another term.</summary>
    [Fact]
    [OtpCase("S-10", Suite, "sup_start_child_returns_error")]
    public void StartChild_StartFunctionFails_KeepsNothing() => Run(async stage =>
    {
        ExitReason reason = new ExitReason.Custom("reason");
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);

        ChildResult failed = await supervisor.StartChildAsync(Children.Answering("child1", new StartResult.Failed(reason)));
        ChildResult other = await supervisor.StartChildAsync(Children.Answering("child2", null));

        Assert.Equal(new ChildResult.Failed(reason), failed);
        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("bad_return_value")), other);
        Assert.Empty(await ListAsync(supervisor));
    });

    [Fact]
    [OtpCase("S-11", Suite, "sup_start_restart_child_returns_error")]
    public void RestartChild_InitFails_StaysListedWithoutAProcess() => Run(async stage =>
    {
        InvalidOperationException error = new("cannot");
        SupervisorRef supervisor = await stage.StartAsync(OneForOne, Children.W1Failing("child1", error));
        Assert.True((await PidOfAsync(supervisor, "child1")).IsAlive);

        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.Equal(new ChildResult.Failed(new ExitReason.Crashed(error)), await supervisor.RestartChildAsync("child1"));

        Assert.Equal([("child1", Pid.None)], await ListAsync(supervisor));
    });

    [Fact]
    [OtpCase("S-12", Suite, "sup_start_child_returns_error_simple")]
    public void StartChild_OfADynamicSupervisorFails_KeepsNothing() => Run(async stage =>
    {
        ExitReason reason = new ExitReason.Custom("reason");
        DynamicSupervisorRef<StartResult?> supervisor = await stage.StartAsync(
            Supervisor.Dynamic<StartResult?>("sup", static (_, answer) => new ValueTask<StartResult>(answer!)));

        Assert.Equal(new ChildResult.Failed(reason), await supervisor.StartChildAsync(new StartResult.Failed(reason)));
        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("bad_return_value")), await supervisor.StartChildAsync(null));
        Assert.Empty(await ListAsync(supervisor.Untyped));
    });

    /// <summary>The application is what a program starts from outside of processes.</summary>
    [Fact]
    [OtpCase("S-54", Suite, "faulty_application_shutdown")]
    public void Start_OfARootWhoseOnlyChildCrashesInInit_FailsWithTheChildAndTheException() => Run(async stage =>
    {
        InvalidOperationException error = new("cannot");
        ChildSpec faulty = ChildSpec.Server("server", () => new Worker(initFails: error));

        StartFailedException failure = await Assert.ThrowsAsync<StartFailedException>(
            () => stage.Runtime.StartSupervisorAsync(new SupervisorSpec { Id = "app", Children = [faulty] }));

        Assert.Equal(
            new StartResult.Failed(new ExitReason.ShutdownWith(new FailedToStartChild("server", new ExitReason.Crashed(error)))), failure.Result);
    });
}
