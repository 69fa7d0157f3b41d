using Supervision.Testing;

namespace Supervision.Tests.Tasks;

/// <summary>Whatever the order of everything, and whoever is killed: every task has one outcome, and all who wait for it see it.</summary>
public sealed class TaskRaceTests
{
    private const int Count = 3;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Outcome_WhileTasksAreKilled_ComesAlwaysAndIsTheSameForAll() => Simulation.Explore(
        KillTasksAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow });

    [Fact]
    public void Owner_ThatIsKilled_TakesItsLinkedTasksAndNoOthersWithIt() => Simulation.Explore(
        KillOwnerAsync, new ExplorationOptions { Schedules = 2000, Crashes = CrashPolicy.Allow });

    [Fact]
    public void Stream_WhileTasksAreKilled_HasOneOutcomeForEachItemAndNeverRunsTooMany() => Simulation.Explore(
        KillInStreamAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow });

    private static async Task KillInStreamAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
        HashSet<Pid> running = [];
        int most = 0;
        List<TaskOutcome<int>> outcomes = [];
        TaskStreamOptions options = new() { MaxConcurrency = 2, IsLinked = false };
        await foreach (TaskOutcome<int> outcome in tasks.RunEachAsync(test, Enumerable.Range(0, 5), WorkAsync, options))
        {
            outcomes.Add(outcome);
            running.FirstOrDefault().Exit(test.Choose(2) == 0 ? ExitReason.Kill : ExitReason.Shutdown);
        }

        Assert.Equal(5, outcomes.Count);
        Assert.All(outcomes.Index(), static item => Assert.True(item.Item is TaskOutcome<int>.Exited || item.Item == new TaskOutcome<int>.Completed(item.Index)));
        Assert.InRange(most, 1, 2);
        await test.IdleAsync();
        Assert.Empty(running);
        Assert.Equal(0, (await tasks.Untyped.CountChildrenAsync()).Active);

        async Task<int> WorkAsync(ProcessContext process, int number)
        {
            running.Add(process.Self);
            most = Math.Max(most, running.Count);
            try
            {
                await process.DelayAsync(Moment * (number % 3));
                return number;
            }
            finally
            {
                running.Remove(process.Self);
            }
        }
    }

    private static async Task KillTasksAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
        List<SupervisedTask<int>> started = [];
        for (int number = 0; number < Count; number++)
        {
            int result = number;
            started.Add(await tasks.RunUnlinkedAsync(async process =>
            {
                await process.DelayAsync(Moment);
                return result == 0 ? throw new InvalidOperationException("no") : result;
            }));
        }

        int killed = test.Choose(Count);
        started[killed].Pid.Exit(ExitReason.Kill);
        for (int number = 0; number < Count; number++)
        {
            SupervisedTask<int> task = started[number];
            TaskOutcome<int>?[] seen = await Task.WhenAll(task.TryWaitAsync(), task.TryWaitAsync(), LateAsync(task));
            Assert.NotNull(seen[0]);
            Assert.Single(seen.Distinct());
            Assert.True(IsPossible(seen[0]!, number, number == killed), $"{number}: {seen[0]}, killed {killed}");
        }

        await test.IdleAsync();
        Assert.Equal(0, (await tasks.Untyped.CountChildrenAsync()).Active);

        static async Task<TaskOutcome<int>?> LateAsync(SupervisedTask<int> task)
        {
            await task.Pid.WaitForExitAsync();
            return await task.TryWaitAsync();
        }
    }

    private static bool IsPossible(TaskOutcome<int> outcome, int number, bool isKilled) => outcome switch
    {
        TaskOutcome<int>.Completed completed => number > 0 && completed.Result == number,
        TaskOutcome<int>.Exited { Reason: ExitReason.Crashed } => number == 0,
        TaskOutcome<int>.Exited exited => isKilled && exited.Reason == ExitReason.Killed,
        _ => false,
    };

    private static async Task KillOwnerAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
        bool isLinkedOver = false;
        bool isOtherOver = false;
        Pid owner = test.Spawn(async process =>
        {
            await tasks.RunUnlinkedAsync(async task =>
            {
                await task.DelayAsync(100 * Moment);
                return isOtherOver = true;
            });
            SupervisedTask<bool> linked = await tasks.RunAsync(process, async task =>
            {
                await task.DelayAsync(100 * Moment);
                return isLinkedOver = true;
            });
            await linked.WaitAsync();
        });
        await test.DelayAsync(Moment);
        owner.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Killed, await test.ExpectDownAsync(owner));
        await test.DelayAsync(200 * Moment);

        Assert.True(isOtherOver);
        Assert.False(isLinkedOver);
        await test.IdleAsync();
        Assert.Equal(0, (await tasks.Untyped.CountChildrenAsync()).Active);
    }
}
