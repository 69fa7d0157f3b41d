using Supervision.Testing;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>Processes see of one another more than messages: an exhaustive search must show both orders of a look and of what changes it.</summary>
public sealed class SharedStateTests
{
    [Fact]
    public void ExploreAll_LookWhetherAProcessLives_IsFoundInBothOrders() => AssertBothAreShown(async test =>
    {
        Pid ending = test.Spawn(static _ => Task.CompletedTask);
        bool isAlive = false;
        test.Spawn(_ =>
        {
            isAlive = ending.IsAlive;
            return Task.CompletedTask;
        });
        await test.IdleAsync();
        return isAlive;
    });

    [Fact]
    public void ExploreAll_ResultOfASendToAProcessThatEnds_IsFoundInBothOrders() => AssertBothAreShown(async test =>
    {
        Pid ending = test.Spawn(static _ => Task.CompletedTask);
        SendResult result = default;
        test.Spawn(_ =>
        {
            result = ending.Send("late?");
            return Task.CompletedTask;
        });
        await test.IdleAsync();
        return result == SendResult.Accepted;
    });

    [Fact]
    public void ExploreAll_LastPlaceInABoundedMailbox_IsFoundTakenByEither() => AssertBothAreShown(async test =>
    {
        Pid receiver = test.Spawn(static context => context.DelayAsync(TimeSpan.FromSeconds(1)), new ProcessOptions { Mailbox = new MailboxOptions(1, MailboxFullMode.Reject) });
        SendResult result = default;
        test.Spawn(_ =>
        {
            receiver.Send("one");
            return Task.CompletedTask;
        });
        test.Spawn(_ =>
        {
            result = receiver.Send("other");
            return Task.CompletedTask;
        });
        await receiver.WaitForExitAsync();
        return result == SendResult.Accepted;
    });

    [Fact]
    public void ExploreAll_RoomThatAProcessMakesInItsMailbox_IsFoundInBothOrders() => AssertBothAreShown(async test =>
    {
        Pid receiver = test.Spawn(
            static async context =>
            {
                await context.ReceiveAsync<string>();
                await context.DelayAsync(TimeSpan.FromSeconds(1));
            },
            new ProcessOptions { Mailbox = new MailboxOptions(1, MailboxFullMode.Reject) });
        receiver.Send("first");
        SendResult result = default;
        test.Spawn(_ =>
        {
            result = receiver.Send("second");
            return Task.CompletedTask;
        });
        await receiver.WaitForExitAsync();
        return result == SendResult.Accepted;
    });

    [Fact]
    public void ExploreAll_LookForANameThatIsGivenUp_IsFoundInBothOrders() => AssertBothAreShown(async test =>
    {
        test.Spawn(static _ => Task.CompletedTask, new ProcessOptions { Name = "name" });
        bool isHeld = false;
        test.Spawn(context =>
        {
            isHeld = context.Runtime.Find("name") != Pid.None;
            return Task.CompletedTask;
        });
        await test.IdleAsync();
        return isHeld;
    });

    private static void AssertBothAreShown(Func<TestProcess, Task<bool>> look)
    {
        HashSet<bool> shown = [];

        ExplorationReport report = Simulation.ExploreAll(async test => shown.Add(await look(test)));

        Assert.True(report.IsExhausted, report.ToString());
        Assert.Equal(2, shown.Count);
        Assert.Throws<ScheduleFailedException>(() => Simulation.ExploreAll(async test => Assert.True(await look(test))));
        Assert.Throws<ScheduleFailedException>(() => Simulation.ExploreAll(async test => Assert.False(await look(test))));
    }
}
