using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Tasks;

/// <summary>Elixir's supervisor of tasks. A task's outcome is asked of its handle; it is no message. What is a module, a function and
/// arguments there is a delegate too.</summary>
public sealed class TaskSupervisorTests
{
    private const string Suite = "Task.Supervisor";

    [Fact]
    [OtpCase("T-1", Suite, "can be supervised directly")]
    [OtpCase("T-4", Suite, "counts and children")]
    public void Supervisor_InATree_HasItsNameAndNoChildren() => Run(static async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage);

        Assert.Equal(stage.Runtime.Find("tasks"), tasks.Untyped.Pid);
        Assert.Empty(await tasks.Untyped.ListChildrenAsync());
        Assert.Equal(new ChildInfo.Counts(1, 0, 0, 0), await tasks.Untyped.CountChildrenAsync());
    });

    [Fact]
    [OtpCase("T-3", Suite, "multiple supervisors")]
    public void Supervisors_OfOneTree_NeedDifferentIds() => Run(static async stage =>
    {
        await stage.StartAsync(Supervisor.OneForOne("sup", static sup => sup.Child(TaskSupervisor.Child("a")).Child(TaskSupervisor.Child("b"))));

        Assert.NotEqual(stage.Runtime.Find("a"), stage.Runtime.Find("b"));
        Assert.Throws<SupervisorSpecException>(
            static () => Supervisor.OneForOne("sup", static sup => sup.Child(TaskSupervisor.Child("a")).Child(TaskSupervisor.Child("a"))));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [OtpCase("T-5", Suite, "async")]
    [OtpCase("T-9", Suite, "async mfa")]
    [OtpCase("T-10", Suite, "async_nolink")]
    [OtpCase("T-13", Suite, "async_nolink mfa")]
    public void Task_IsAChild_LinkedAsItWasStarted_AndGivesItsResult(bool isLinked) => Run(async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage);
        SupervisedTask<string> task = isLinked ? await tasks.RunAsync(stage.Test, UntilGoAsync) : await tasks.RunUnlinkedAsync(UntilGoAsync);
        await stage.Test.IdleAsync();

        Assert.Equal(task.Pid, Assert.Single(await tasks.Untyped.ListChildrenAsync()).Pid);
        Assert.Equal(isLinked, (await stage.Runtime.InfoAsync(stage.Test.Self))!.Links.Contains(task.Pid));
        MonitorRef monitor = stage.Test.Monitor(task.Pid);
        task.Pid.Send("go");
        Assert.Equal("done", await task.WaitAsync());
        Assert.Equal(ExitReason.Normal, (await stage.Test.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor)).Reason);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [OtpCase("T-6", Suite, "async, shutdown brutal_kill")]
    [OtpCase("T-11", Suite, "async_nolink, shutdown brutal_kill")]
    [OtpCase("T-16", Suite, "start_child brutal_kill")]
    public void Supervisor_ThatStops_KillsTasksThatAreToBeKilled(bool isLinked) => Run(async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage, static task => task with { Shutdown = Shutdown.Kill });
        SupervisedTask<string> task = isLinked ? await tasks.RunAsync(stage.Test, UntilGoAsync) : await tasks.RunUnlinkedAsync(UntilGoAsync);
        ChildResult.Started unawaited = Assert.IsType<ChildResult.Started>(await tasks.StartAsync(UntilGoAsync));
        MonitorRef monitor = stage.Test.Monitor(unawaited.Pid);

        await tasks.Untyped.StopAsync(ExitReason.Shutdown);

        Assert.Equal(new TaskOutcome<string>.Exited(ExitReason.Killed), await task.TryWaitAsync());
        Assert.Equal(ExitReason.Killed, (await stage.Test.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor)).Reason);
    });

    [Fact]
    [OtpCase("T-7", Suite, "async, max_children 1")]
    [OtpCase("T-12", Suite, "async_nolink, max_children 1")]
    public void Task_BeyondTheLimit_IsRefused() => Run(static async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage, configure: static builder => builder.MaxChildren(1));
        SupervisedTask<string> first = await tasks.RunAsync(stage.Test, UntilGoAsync);

        StartFailedException linked = await Assert.ThrowsAsync<StartFailedException>(() => tasks.RunAsync(stage.Test, UntilGoAsync));
        await Assert.ThrowsAsync<StartFailedException>(() => tasks.RunUnlinkedAsync(UntilGoAsync));

        Assert.Contains("max_children", linked.Message, StringComparison.Ordinal);
        Assert.Null(await first.ShutdownAsync(stage.Test));
    });

    [Fact]
    [OtpCase("T-14", Suite, "start_child(fun)")]
    [OtpCase("T-15", Suite, "start_child(mfa)")]
    public void StartedTask_IsTheOnlyChild_LinkedToNobodyElse_AndRunsToItsEnd() => Run(static async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage);
        ChildResult.Started started = Assert.IsType<ChildResult.Started>(await tasks.StartAsync(UntilGoAsync));

        Assert.Equal(started.Pid, Assert.Single(await tasks.Untyped.ListChildrenAsync()).Pid);
        Assert.DoesNotContain(started.Pid, (await stage.Runtime.InfoAsync(stage.Test.Self))!.Links);
        started.Pid.Send("go");
        Assert.Equal(ExitReason.Normal, await started.Pid.WaitForExitAsync());
        Assert.Empty(await tasks.Untyped.ListChildrenAsync());
    });

    /// <summary>Which tasks are restarted is said where the supervisor is declared.</summary>
    [Fact]
    [OtpCase("T-17", Suite, "start_child restart permanent")]
    public void StartedTask_UnderASupervisorOfPermanentTasks_RunsAgain() => Run(static async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage, static task => task with { Restart = Restart.Permanent });
        ChildResult.Started started = Assert.IsType<ChildResult.Started>(await tasks.StartAsync(UntilGoAsync));

        started.Pid.Exit(ExitReason.Shutdown);
        await started.Pid.WaitForExitAsync();
        await stage.Test.IdleAsync();

        Assert.NotEqual(started.Pid, Assert.Single(await tasks.Untyped.ListChildrenAsync()).Pid);
    });

    /// <summary>As with all dynamic children, stopping what is gone succeeds.</summary>
    [Fact]
    [OtpCase("T-19", Suite, "terminate_child")]
    public void Terminate_EndsTheTask_AndTwiceIsOnce() => Run(static async stage =>
    {
        TaskSupervisorRef tasks = await StartAsync(stage);
        SupervisedTask<string> task = await tasks.RunUnlinkedAsync(UntilGoAsync);

        Assert.IsType<ChildResult.Done>(await tasks.Untyped.TerminateChildAsync(task.Pid));
        Assert.Empty(await tasks.Untyped.ListChildrenAsync());
        Assert.IsType<ChildResult.Done>(await tasks.Untyped.TerminateChildAsync(task.Pid));
    });

    private static async Task<string> UntilGoAsync(ProcessContext process)
    {
        await process.ReceiveAsync<string>(static message => message == "go");
        return "done";
    }

    private static async Task<TaskSupervisorRef> StartAsync(
        Stage stage, Func<ChildSpec, ChildSpec>? task = null, Action<SupervisorBuilder>? configure = null)
    {
        await stage.StartAsync(Supervisor.OneForOne("sup", sup => sup.Child(TaskSupervisor.Child("tasks", task, configure))));
        return TaskSupervisorRef.ForName(stage.Runtime, "tasks");
    }
}
