using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Tasks;

/// <summary>Elixir's streams of tasks. In the place of an outcome that is zipped with its item, an ordered stream is zipped with them.</summary>
public sealed class StreamTests
{
    private const string Supervised = "Task.Supervisor";
    private const string Suite = "Task";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TaskStreamOptions Two = new() { MaxConcurrency = 2 };
    private static readonly TaskStreamOptions Four = new() { MaxConcurrency = 4 };

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 4)]
    [InlineData(true, 9)]
    [InlineData(false, 4)]
    [OtpCase("T-24", Supervised, "async_stream fun")]
    [OtpCase("T-25", Supervised, "async_stream mfa")]
    [OtpCase("T-26", Supervised, "async_stream without leaking")]
    [OtpCase("T-27", Supervised, "async_stream slowest first")]
    [OtpCase("T-37", Supervised, "async_stream_nolink fun")]
    [OtpCase("T-38", Supervised, "async_stream_nolink mfa")]
    [OtpCase("T-39", Supervised, "async_stream_nolink without leaking")]
    [OtpCase("T-40", Supervised, "async_stream_nolink slowest first")]
    public void Outcomes_ComeInTheOrderOfTheItems_AndNothingIsLeft(bool isLinked, int concurrency) => Run(async stage =>
    {
        TaskStreamOptions options = new() { MaxConcurrency = concurrency, IsLinked = isLinked };

        Assert.Equal([Done(1), Done(2), Done(3), Done(4)], await AllAsync(stage, [1, 2, 3, 4], SleepAsync, options));
        Assert.Equal([Done(4), Done(3), Done(2), Done(1)], await AllAsync(stage, [4, 3, 2, 1], SleepAsync, options));
        await AssertNothingIsLeftAsync(stage);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [OtpCase("T-28", Supervised, "async_stream with exits")]
    [OtpCase("T-35", Supervised, "async_stream outer halt, zip")]
    [OtpCase("T-41", Supervised, "async_stream_nolink with exits")]
    public void Failures_AreOutcomes(bool isLinked) => Run(async stage =>
    {
        stage.Test.TrapExits = isLinked;

        TaskOutcome<int>[] outcomes = await AllAsync(stage, [1, 2, 3, 4], static (process, number) =>
        {
            process.Exit(new ExitReason.Custom("exit", number));
            return Task.FromResult(0);
        }, Two with { IsLinked = isLinked });

        Assert.Equal([1, 2, 3, 4], outcomes.Select(static outcome => ((ExitReason.Custom)((TaskOutcome<int>.Exited)outcome).Reason).Detail));
        await AssertNothingIsLeftAsync(stage);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [OtpCase("T-29", Supervised, "async_stream shuts down unused")]
    [OtpCase("T-30", Supervised, "async_stream without leaking messages")]
    [OtpCase("T-42", Supervised, "async_stream_nolink shuts down unused")]
    [OtpCase("T-43", Supervised, "async_stream_nolink without leaking messages")]
    public void Stream_ThatIsLeftEarly_KillsWhatRuns(bool isLinked) => Run(async stage =>
    {
        TaskSupervisorRef tasks = await TasksAsync(stage);
        await foreach (TaskOutcome<int> outcome in tasks.RunEachAsync(
            stage.Test, [0, int.MaxValue, int.MaxValue, int.MaxValue], SleepAsync, Four with { IsLinked = isLinked }))
        {
            Assert.Equal(Done(0), outcome);
            break;
        }

        await AssertNothingIsLeftAsync(stage);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [OtpCase("T-31", Supervised, "async_stream max_children 1, concurrency 2")]
    [OtpCase("T-44", Supervised, "async_stream_nolink max_children 1, concurrency 2")]
    public void Stream_WiderThanTheLimit_ThrowsAndLeavesNothing(bool isLinked) => Run(async stage =>
    {
        await TasksAsync(stage, static builder => builder.MaxChildren(1));

        await Assert.ThrowsAsync<StartFailedException>(() => AllAsync(stage, [1, 2, 3], SleepAsync, Two with { IsLinked = isLinked }));

        await AssertNothingIsLeftAsync(stage);
    });

    [Fact]
    [OtpCase("T-34", Supervised, "async_stream timeout 50, kill_task, zip")]
    [OtpCase("K-20", Suite, "ordered true, kill_task, timeout 50, [100,1,100,1]")]
    public void SlowTasks_AreKilledAndTheStreamGoesOn_InOrder() => Run(static async stage =>
    {
        TaskStreamOptions options = Four with { Timeout = 50 * Moment, ContinueOnTimeout = true };

        Assert.Equal([Late, Done(1), Late, Done(1)], await AllAsync(stage, [100, 1, 100, 1], SleepAsync, options));
        await AssertNothingIsLeftAsync(stage);
    });

    [Fact]
    [OtpCase("K-18", Suite, "ordered false, concurrency 1 / 4")]
    [OtpCase("K-19", Suite, "ordered false, kill_task, timeout 50, [100,1,100,1]")]
    public void UnorderedOutcomes_ComeAsTheyAreThere() => Run(static async stage =>
    {
        TaskStreamOptions options = Four with { IsOrdered = false, Timeout = 50 * Moment, ContinueOnTimeout = true };

        Assert.Equal([Done(1), Done(2), Done(3), Done(4)], await AllAsync(stage, [4, 2, 1, 3], SleepAsync, options));
        Assert.Equal([Done(4), Done(2), Done(1)], await AllAsync(stage, [4, 2, 1], SleepAsync, options with { MaxConcurrency = 1 }));
        Assert.Equal([Done(1), Done(1), Late, Late], await AllAsync(stage, [100, 1, 100, 1], SleepAsync, options));
        await AssertNothingIsLeftAsync(stage);
    });

    [Fact]
    [OtpCase("K-17", Suite, "async_stream timeout 0, on_timeout exit")]
    public void SlowTask_EndsTheStream_UnlessItSaysOtherwise() => Run(static async stage =>
    {
        await Assert.ThrowsAsync<TimeoutException>(() => AllAsync(stage, [1, 2], SleepAsync, Two with { Timeout = TimeSpan.Zero }));

        await AssertNothingIsLeftAsync(stage);
    });

    [Fact]
    [OtpCase("T-36", Supervised, "async_stream invalid shutdown")]
    [OtpCase("K-21", Suite, "invalid max_concurrency 0 / on_timeout / timeout")]
    public void Options_OutOfTheirRange_AreRefusedAtOnce() => Run(static async stage =>
    {
        TaskSupervisorRef tasks = await TasksAsync(stage);

        Assert.Throws<ArgumentOutOfRangeException>(() => tasks.RunEachAsync(stage.Test, [1], SleepAsync, new() { MaxConcurrency = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks.RunEachAsync(stage.Test, [1], SleepAsync, new() { Timeout = -2 * Moment }));
    });

    [Fact]
    [OtpCase("K-24", Suite, "enumerable's own cleanup on completion/halt")]
    public void Items_AreTakenWhenThereIsRoom_AndTidiedUp() => Run(static async stage =>
    {
        int taken = 0;
        bool isOver = false;
        await foreach (TaskOutcome<int> outcome in (await TasksAsync(stage)).RunEachAsync(stage.Test, Items(), SleepAsync, Two))
        {
            // Two may run, and two that are early may wait for the first.
            Assert.Equal((Done(100), 4), (outcome, taken));
            break;
        }

        Assert.True(isOver);

        IEnumerable<int> Items()
        {
            try
            {
                while (true)
                {
                    yield return ++taken == 1 ? 100 : 1;
                }
            }
            finally
            {
                isOver = true;
            }
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [OtpCase("K-23", Suite, "inner/outer halt, zipping two streams, concurrency <, =, > n")]
    public void TwoStreams_OfOneProcess_DoNotMeet(int concurrency) => Run(async stage =>
    {
        TaskStreamOptions options = new() { MaxConcurrency = concurrency };
        TaskSupervisorRef tasks = await TasksAsync(stage);
        int step = 0;
        await using (IAsyncEnumerator<TaskOutcome<int>> up = tasks.RunEachAsync(stage.Test, [1, 2, 3, 4], SleepAsync, options).GetAsyncEnumerator())
        await using (IAsyncEnumerator<TaskOutcome<int>> down = tasks.RunEachAsync(stage.Test, [4, 3, 2, 1], SleepAsync, options).GetAsyncEnumerator())
        {
            while (step < 3 && await up.MoveNextAsync() && await down.MoveNextAsync())
            {
                Assert.Equal((Done(++step), Done(5 - step)), (up.Current, down.Current));
            }
        }

        Assert.Equal(3, step);
        await AssertNothingIsLeftAsync(stage);
    });

    private static TaskOutcome<int> Late { get; } = new TaskOutcome<int>.Exited(new ExitReason.Custom("timeout"));

    private static TaskOutcome<int> Done(int number) => new TaskOutcome<int>.Completed(number);

    private static async Task<int> SleepAsync(ProcessContext process, int number)
    {
        await process.DelayAsync(number * Moment);
        return number;
    }

    private static async Task<TaskOutcome<int>[]> AllAsync(
        Stage stage, IEnumerable<int> items, Func<ProcessContext, int, Task<int>> work, TaskStreamOptions options)
    {
        List<TaskOutcome<int>> outcomes = [];
        await foreach (TaskOutcome<int> outcome in (await TasksAsync(stage)).RunEachAsync(stage.Test, items, work, options))
        {
            outcomes.Add(outcome);
        }

        return [.. outcomes];
    }

    private static async Task AssertNothingIsLeftAsync(Stage stage)
    {
        await stage.Test.IdleAsync();
        Assert.Empty(await (await TasksAsync(stage)).Untyped.ListChildrenAsync());
        Assert.Null(await stage.Test.TryReceiveAsync<object>(TimeSpan.Zero));
        Assert.Single((await stage.Runtime.InfoAsync(stage.Test.Self))!.Links);
    }

    private static async Task<TaskSupervisorRef> TasksAsync(Stage stage, Action<SupervisorBuilder>? configure = null)
    {
        if (stage.Runtime.Find("tasks") == Pid.None)
        {
            await stage.Test.StartSupervisedAsync(TaskSupervisor.Child("tasks", configure: configure));
        }

        return TaskSupervisorRef.ForName(stage.Runtime, "tasks");
    }
}
