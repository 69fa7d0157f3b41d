using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Tasks;

/// <summary>Elixir's ways to wait for a task, to stop it, and to let it be.</summary>
public sealed class WaitTests
{
    private const string Supervised = "Task.Supervisor";
    private const string Suite = "Task";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    [OtpCase("T-20", Supervised, "await demonitors and unaliases on timeout")]
    [OtpCase("K-9", Suite, "yield timeout / exit normal")]
    public void Wait_ThatTimesOut_LeavesNothing_AndMayBeAskedAgain() => Run(static async stage =>
    {
        SupervisedTask<int> task = await StartAsync(stage, static async process =>
        {
            await process.DelayAsync(2 * Moment);
            return 1;
        });

        await Assert.ThrowsAsync<TimeoutException>(() => task.WaitAsync(TimeSpan.Zero));
        Assert.Null(await task.TryWaitAsync(TimeSpan.Zero));
        Assert.Equal(1, await task.WaitAsync());
        Assert.Null(await stage.Test.TryReceiveAsync<object>(TimeSpan.Zero));
        SupervisedTask<int> ended = await StartAsync(stage, static process => ExitAsync(process, ExitReason.Normal));
        Assert.Equal(new TaskOutcome<int>.Exited(ExitReason.Normal), await ended.TryWaitAsync());
    });

    [Fact]
    [OtpCase("T-21", Supervised, "await: task throws")]
    [OtpCase("T-22", Supervised, "await: task raises")]
    [OtpCase("T-23", Supervised, "await: task exits")]
    [OtpCase("K-5", Suite, "await: exit normal before reply")]
    public void Wait_ForATaskThatFails_ThrowsWithItsReason() => Run(static async stage =>
    {
        InvalidOperationException thrown = new("no");
        ExitReason[] reasons = [new ExitReason.Crashed(thrown), new ExitReason.Custom("unknown"), ExitReason.Normal];
        Func<ProcessContext, Task<int>>[] works =
            [_ => throw thrown, process => ExitAsync(process, reasons[1]), process => ExitAsync(process, reasons[2])];

        foreach ((Func<ProcessContext, Task<int>> work, ExitReason reason) in works.Zip(reasons))
        {
            SupervisedTask<int> task = await StartAsync(stage, work);
            TaskExitedException failure = await Assert.ThrowsAsync<TaskExitedException>(() => task.WaitAsync());
            Assert.Equal((task.Pid, reason), (failure.Pid, failure.Reason));
        }
    });

    [Fact]
    [OtpCase("K-6", Suite, "ignore: reply there / not yet / failed / fails later")]
    public void Ignore_KeepsTheOutcome_AndTheFailureFromTheCaller() => Run(static async stage =>
    {
        stage.Test.TrapExits = false;
        await stage.Test.StartSupervisedAsync(TaskSupervisor.Child("linked"));
        SupervisedTask<int> task = await TaskSupervisorRef.ForName(stage.Runtime, "linked").RunAsync(stage.Test, static async process =>
        {
            await process.DelayAsync(Moment);
            return await ExitAsync(process, new ExitReason.Custom("late"));
        });

        task.Ignore(stage.Test);

        Assert.Equal(new TaskOutcome<int>.Exited(new ExitReason.Custom("late")), await task.TryWaitAsync());
    });

    [Fact]
    [OtpCase("K-11", Suite, "shutdown(5000): reply queued")]
    [OtpCase("K-12", Suite, "shutdown: sleeping task")]
    public void Shutdown_OfATaskWithAResult_GivesIt_AndOfOneThatSleeps_Nothing() => Run(static async stage =>
    {
        SupervisedTask<int> done = await StartAsync(stage, static _ => Task.FromResult(1));
        SupervisedTask<int> asleep = await StartAsync(stage, SleepAsync);
        await stage.Test.IdleAsync();

        Assert.Equal(new TaskOutcome<int>.Completed(1), await done.ShutdownAsync(stage.Test));
        Assert.Null(await asleep.ShutdownAsync(stage.Test));
        Assert.False(asleep.Pid.IsAlive);
    });

    [Fact]
    [OtpCase("K-13", Suite, "shutdown: DOWN abnormal / normal / shutdown / killed queued")]
    public void Shutdown_OfATaskThatHasEnded_TellsWhy_UnlessItIsWhatItAsksFor() => Run(static async stage =>
    {
        ExitReason abnormal = new ExitReason.Custom("abnormal");
        foreach (ExitReason reason in (ExitReason[])[abnormal, ExitReason.Normal, ExitReason.Shutdown, ExitReason.Killed])
        {
            SupervisedTask<int> task = await StartAsync(stage, process => ExitAsync(process, reason));
            await task.Pid.WaitForExitAsync();

            TaskOutcome<int>? outcome = await task.ShutdownAsync(stage.Test);

            Assert.Equal(reason == ExitReason.Shutdown ? null : new TaskOutcome<int>.Exited(reason), outcome);
        }
    });

    [Fact]
    [OtpCase("K-15", Suite, "shutdown(brutal_kill): trapping task / DOWN killed / DOWN shutdown queued")]
    [OtpCase("K-16", Suite, "shutdown(1 ms) of a trapping task")]
    public void Shutdown_OfATaskThatDoesNotComeToIt_Kills() => Run(static async stage =>
    {
        SupervisedTask<int> killed = await StartAsync(stage, TrapAsync);
        SupervisedTask<int> late = await StartAsync(stage, TrapAsync);
        SupervisedTask<int> before = await StartAsync(stage, static process => ExitAsync(process, ExitReason.Shutdown));
        await stage.Test.IdleAsync();

        Assert.Null(await killed.ShutdownAsync(stage.Test, Shutdown.Kill));
        Assert.Equal(new TaskOutcome<int>.Exited(ExitReason.Killed), await late.ShutdownAsync(stage.Test, Shutdown.After(Moment)));
        Assert.Equal(new TaskOutcome<int>.Exited(ExitReason.Shutdown), await before.ShutdownAsync(stage.Test, Shutdown.Kill));
    });

    [Fact]
    [OtpCase("K-7", Suite, "await_many")]
    public void WaitAll_GivesResultsInTheOrderOfTheTasks_OrTheFirstFailureAtOnce() => Run(static async stage =>
    {
        SupervisedTask<int>[] tasks = [await LastingAsync(stage, 3), await LastingAsync(stage, 1), await LastingAsync(stage, 2)];
        stage.Test.Self.Send("foreign");

        Assert.Equal([3, 1, 2], await tasks.WaitAllAsync());
        Assert.Empty(await Enumerable.Empty<SupervisedTask<int>>().WaitAllAsync());
        Assert.Equal("foreign", await stage.Test.TryReceiveAsync<object>(TimeSpan.Zero));
        SupervisedTask<int>[] asleep = [await StartAsync(stage, SleepAsync), await StartAsync(stage, static process => ExitAsync(process, new ExitReason.Custom("oops")))];
        TaskExitedException failure = await Assert.ThrowsAsync<TaskExitedException>(() => asleep.WaitAllAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal((asleep[1].Pid, new ExitReason.Custom("oops")), (failure.Pid, failure.Reason));
        await Assert.ThrowsAsync<TimeoutException>(() => asleep[..1].WaitAllAsync(Moment));
        Assert.True(asleep[0].Pid.IsAlive);
        await asleep[0].ShutdownAsync(stage.Test);
    });

    [Fact]
    [OtpCase("K-10", Suite, "yield_many")]
    public void TryWaitAll_GivesWhatIsThere_AndTheRestMayBeWaitedForStoppedOrIgnored() => Run(static async stage =>
    {
        ExitReason oops = new ExitReason.Custom("oops");
        SupervisedTask<int>[] tasks =
            [await LastingAsync(stage, 1), await LastingAsync(stage, 10), await StartAsync(stage, process => ExitAsync(process, oops)), await StartAsync(stage, SleepAsync)];

        Assert.Equal(
            [new TaskOutcome<int>.Completed(1), null, new TaskOutcome<int>.Exited(oops), null],
            await tasks.TryWaitAllAsync(5 * Moment));
        Assert.Equal([null, new TaskOutcome<int>.Completed(10)], await new[] { tasks[3], tasks[1] }.TryWaitAllAsync(Timeout.InfiniteTimeSpan, enough: 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => tasks.TryWaitAllAsync(enough: 0));
        tasks[3].Ignore(stage.Test);
        Assert.True(tasks[3].Pid.IsAlive);
        Assert.Null(await tasks[3].ShutdownAsync(stage.Test, Shutdown.Kill));
        Assert.False(tasks[3].Pid.IsAlive);
    });

    private static Task<SupervisedTask<int>> LastingAsync(Stage stage, int moments) => StartAsync(stage, async process =>
    {
        await process.DelayAsync(moments * Moment);
        return moments;
    });

    private static async Task<int> SleepAsync(ProcessContext process)
    {
        await process.DelayAsync(Timeout.InfiniteTimeSpan);
        return 0;
    }

    private static async Task<int> TrapAsync(ProcessContext process)
    {
        process.TrapExits = true;
        await process.ReceiveAsync<string>();
        return 0;
    }

    private static Task<int> ExitAsync(ProcessContext process, ExitReason reason)
    {
        process.Exit(reason);
        return Task.FromResult(0);
    }

    private static async Task<SupervisedTask<int>> StartAsync(Stage stage, Func<ProcessContext, Task<int>> work)
    {
        if (stage.Runtime.Find("tasks") == Pid.None)
        {
            await stage.Test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        }

        return await TaskSupervisorRef.ForName(stage.Runtime, "tasks").RunUnlinkedAsync(work);
    }
}
