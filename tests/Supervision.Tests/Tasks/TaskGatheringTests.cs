using System.Globalization;
using Supervision.Testing;

namespace Supervision.Tests.Tasks;

/// <summary>What waiting for many tasks leaves behind; measured with nothing else running, because memory is counted for the whole program.</summary>
[Collection("Alone")]
public sealed class TaskGatheringTests
{
    private const int Waits = 20_000;

    [Fact]
    public async Task Wait_WithATokenThatLivesOn_LeavesNothingInIt()
    {
        using CancellationTokenSource forLong = new();
        await using ProcessRuntime runtime = new();
        await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root.Child(TaskSupervisor.Child("tasks"))));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(runtime, "tasks");
        SupervisedTask<int> task = await tasks.RunUnlinkedAsync(static _ => Task.FromResult(7));
        await WaitAsync(task, Waits, forLong.Token);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        await WaitAsync(task, Waits, forLong.Token);
        long left = GC.GetTotalMemory(forceFullCollection: true) - before;

        // What one wait may leave, the source and its registration, is more than 100 bytes.
        Assert.True(left < Waits * 50, string.Create(CultureInfo.InvariantCulture, $"{left} bytes are left of {Waits} waits"));
    }

    [Fact]
    public void Rest_AfterEnoughHaveEnded_IsNotWaitedFor() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
        SupervisedTask<int> fast = await tasks.RunUnlinkedAsync(static _ => Task.FromResult(7));
        SupervisedTask<int> slow = await tasks.RunUnlinkedAsync(static async process =>
        {
            await process.DelayAsync(TimeSpan.FromSeconds(3));
            return 8;
        });

        IReadOnlyList<TaskOutcome<int>?> outcomes = await new[] { slow, fast }.TryWaitAllAsync(enough: 1);
        Assert.Equal([null, new TaskOutcome<int>.Completed(7)], outcomes);
        Assert.Equal([8, 7], await new[] { slow, fast }.WaitAllAsync());
    });

    private static async Task WaitAsync(SupervisedTask<int> task, int times, CancellationToken cancellationToken)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Equal([7], await new[] { task }.WaitAllAsync(cancellationToken: cancellationToken));
        }
    }
}
