using Supervision.Testing;

namespace Supervision.Tests.Tasks;

/// <summary>What the published cases do not say of supervised tasks.</summary>
public sealed class TaskTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Server_MayWaitForATask() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        ServerRef<Ask> server = await test.StartSupervisedAsync(static () => new Asker());

        Assert.Equal(7, await server.CallAsync(new Ask()));
    });

    [Fact]
    public void Waiting_ProcessThatIsToldToEnd_EndsAtOnce() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
        Pid owner = test.Spawn(async process =>
        {
            SupervisedTask<int> task = await tasks.RunUnlinkedAsync(static async task =>
            {
                await task.ReceiveAsync<string>();
                return 1;
            });
            await task.WaitAsync(Timeout.InfiniteTimeSpan);
        });
        await test.IdleAsync();
        long before = test.Time.GetTimestamp();

        owner.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await test.ExpectDownAsync(owner));
        Assert.Equal(TimeSpan.Zero, test.Time.GetElapsedTime(before));
    });

    [Fact]
    public void Wait_ThatIsCancelled_LeavesTheTaskAlone() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
        SupervisedTask<int> task = await tasks.RunUnlinkedAsync(static async task =>
        {
            await task.DelayAsync(Second);
            return 1;
        });
        using CancellationTokenSource source = new(Second / 2, test.Time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(cancellationToken: source.Token));
        Assert.Equal(1, await task.WaitAsync());
    });

    [Fact]
    public void AwaitedTask_UnderASupervisorThatRestarts_IsRefused() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks", static task => task with { Restart = Restart.Permanent }));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");

        StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
            () => tasks.RunUnlinkedAsync(static _ => Task.FromResult(1)));

        Assert.Contains("StartAsync", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Task_WithoutASupervisor_IsAFailedCall() => Simulation.Test(static async test =>
    {
        TaskSupervisorRef nobody = TaskSupervisorRef.ForName(test.Runtime, "nobody");

        await Assert.ThrowsAsync<CallFailedException>(() => nobody.RunUnlinkedAsync(static _ => Task.FromResult(1)));
        await Assert.ThrowsAsync<CallFailedException>(() => default(TaskSupervisorRef).RunUnlinkedAsync(static _ => Task.FromResult(1)));
    });

    private sealed record Ask : ICall<Ask, int>;

    private sealed class Asker : GenServer<Ask>
    {
        protected override async ValueTask HandleAsync(Ask message)
        {
            TaskSupervisorRef tasks = TaskSupervisorRef.ForName(Context.Runtime, "tasks");
            SupervisedTask<int> task = await tasks.RunAsync(Context, static async process =>
            {
                await process.DelayAsync(Second);
                return 7;
            });
            Reply(message, await task.WaitAsync());
        }
    }
}
