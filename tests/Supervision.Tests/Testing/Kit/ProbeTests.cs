using Supervision.Testing;

namespace Supervision.Tests.Testing.Kit;

/// <summary>A probe stands in for a server: it is sent messages and asked, and the test decides what it answers.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void Answer_CallOfTheCodeUnderTest_GetsTheReply() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));

        ValueTask<bool> buying = shop.CallAsync(new ShopMessage.Buy(5));
        BankMessage.Withdraw asked = await bank.AnswerAsync((BankMessage.Withdraw _) => true);

        Assert.Equal(5, asked.Amount);
        Assert.True(await buying);
        Assert.Equal("sold", (await bank.ExpectAsync<BankMessage.Note>()).Text);
        await bank.ExpectNothingAsync();
    });

    [Fact]
    public void Expect_OtherMessagesCameBefore_TheyStayInOrder() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        foreach (string text in new[] { "a", "b", "c" })
        {
            bank.Ref.Cast(new BankMessage.Note(text));
        }

        Assert.Equal("b", (await bank.ExpectAsync<BankMessage.Note>(note => note.Text == "b")).Text);
        Assert.Equal("a", (await bank.ExpectAsync<BankMessage.Note>()).Text);
        Assert.Equal("c", (await bank.ExpectAsync<BankMessage.Note>()).Text);
        Assert.Equal(3, bank.Received.Count);
    });

    [Fact]
    public void AnswerEvery_CallsBeforeAndAfter_AreAnsweredAndOnlyReceived() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>("bank");
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(ServerRef<BankMessage>.ForName(test.Runtime, "bank")));
        ValueTask<bool> first = shop.CallAsync(new ShopMessage.Buy(5));

        bank.AnswerEvery((BankMessage.Withdraw call) => call.Amount < 10);

        Assert.True(await first);
        Assert.False(await shop.CallAsync(new ShopMessage.Buy(10)));
        await test.IdleAsync();
        Assert.Equal([5, 10], bank.Received.OfType<BankMessage.Withdraw>().Select(call => call.Amount));
        await bank.ExpectAsync<BankMessage.Note>(note => note.Text == "refused");
    });

    [Fact]
    public void ExpectNothing_SomethingIsUnderWayForLater_PassesForNowAndFailsForLonger() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        test.SendAfter(TimeSpan.FromSeconds(2), bank.Ref.Pid, new BankMessage.Note("late"));

        await bank.ExpectNothingAsync();
        await bank.ExpectNothingAsync(TimeSpan.FromSeconds(1));
        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => bank.ExpectNothingAsync(TimeSpan.FromSeconds(5)));

        Assert.Contains("was to receive nothing, and holds [Note { Text = late }]", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(2), test.Simulation.Time.Elapsed);
    });

    [Fact]
    public void Reply_LaterAndInOtherOrder_ReachesTheRightCaller() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ValueTask<bool> one = bank.Ref.CallAsync(new BankMessage.Withdraw(1));
        ValueTask<bool> two = bank.Ref.CallAsync(new BankMessage.Withdraw(2));
        BankMessage.Withdraw first = await bank.ExpectAsync<BankMessage.Withdraw>(call => call.Amount == 1);
        BankMessage.Withdraw second = await bank.ExpectAsync<BankMessage.Withdraw>(call => call.Amount == 2);

        bank.Reply(second, false);
        bank.Reply(first, true);

        Assert.True(await one);
        Assert.False(await two);
    });

    [Fact]
    public void End_CallerWaits_GetsTheReason() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ValueTask<CallResult<bool>> asking = bank.Ref.TryCallAsync(new BankMessage.Withdraw(1));
        await bank.ExpectAsync<BankMessage.Withdraw>();

        await bank.EndAsync(new ExitReason.Custom("broke"));

        Assert.Equal(new ExitReason.Custom("broke"), (await asking).Failure?.Reason);
    });

    [Fact]
    public void ExpectDown_WatchedProcessSendsAndEnds_NoticeComesAfterTheMessage() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        Pid worker = test.Spawn(async context =>
        {
            await context.ReceiveAsync<string>();
            bank.Ref.Cast(new BankMessage.Note("bye"));
        });
        bank.Watch(worker);
        await test.IdleAsync();
        worker.Send("go");

        Assert.Equal(ExitReason.Normal, await bank.ExpectDownAsync(worker));

        Assert.Equal("bye", (await bank.ExpectAsync<BankMessage.Note>(within: TimeSpan.Zero)).Text);
    });

    [Fact]
    public void Expect_MatchThrows_FailsTheExpectationAndNotTheProbe() => Explored(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        bank.Ref.Cast(new BankMessage.Note("a"));

        await Assert.ThrowsAsync<FormatException>(() => bank.ExpectAsync<BankMessage.Note>(_ => throw new FormatException()));

        Assert.Equal("a", (await bank.ExpectAsync<BankMessage.Note>()).Text);
    });

    private static void Explored(Func<TestProcess, Task> body)
    {
        Simulation.Test(body);
        Simulation.Explore(body, new ExplorationOptions { Schedules = 50 });
    }
}
