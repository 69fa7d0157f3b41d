using Supervision.Testing;

namespace Supervision.Tests.Testing.Kit;

/// <summary>What goes wrong in the first week: each message says what was there, and what to do next.</summary>
public sealed class NewUserTests
{
    [Fact]
    public void WrongExpectation_OtherMessagesCame_ListsThemAndTheMatch() => AssertFails(
        async test =>
        {
            Probe<BankMessage> bank = test.Probe<BankMessage>();
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));
            shop.Cast(new ShopMessage.Tell("hello"));
            await bank.ExpectAsync<BankMessage.Note>(note => note.Text == "goodbye");
        },
        "Probe<BankMessage> received no Note so that note => note.Text == \"goodbye\" within 5 s of virtual time",
        "Its mailbox: [Note { Text = hello }]",
        "test/ShopMessage#1 <4> (Shop) waits for messages",
        "Next: 1 message(s) of that type came and the match accepted none");

    [Fact]
    public void ProbeNeverAsked_SaysToGiveItsRefAway() => AssertFails(
        async test => await test.Probe<BankMessage>("bank").AnswerAsync((BankMessage.Withdraw _) => true),
        "Probe 'bank' received no Withdraw within 5 s of virtual time",
        "Its mailbox: []",
        "Next: nobody has sent the probe anything. Give its Ref to the code under test");

    [Fact]
    public void HungHandler_CallNeverAnswered_SaysWhatTheServerDoes()
    {
        CallTimeoutException error = Assert.Throws<CallTimeoutException>(() => Simulation.Test(async test =>
        {
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default));
            await shop.CallAsync(new ShopMessage.Hang());
        }));

        Assert.Contains("had no reply within 5 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("Hang", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HungHandler_ProbeNeverAnswers_ExpectationShowsWhoWaitsForWhom() => AssertFails(
        async test =>
        {
            Probe<BankMessage> bank = test.Probe<BankMessage>("bank");
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));
            shop.Cast(new ShopMessage.Buy(5));
            await bank.ExpectAsync<BankMessage.Note>(within: TimeSpan.FromSeconds(1));
        },
        "Its mailbox: [Withdraw { Amount = 5 }]",
        "handles Buy { Price = 5 } and waits in Call(bank, Withdraw { Amount = 5 })",
        "Next: the probe was used, but not with this message");

    [Fact]
    public void ExceptionInAChild_TestPassesOtherwise_FailsWithTheReport() => AssertFails(
        async test =>
        {
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default));
            shop.Cast(new ShopMessage.Break());
            await test.IdleAsync();
        },
        "1 crash that the test did not expect",
        "test/ShopMessage#1",
        "(Shop) ended with crashed(InvalidOperationException: the till is on fire), handling Break",
        "Shop.HandleAsync",
        "Next: mend the process, or, when the crash belongs to the test, say so with ExpectCrashAsync");

    [Fact]
    public void LeakedProcess_SaysWhatItIsAndWhoStartedIt()
    {
        SimulationException error = Assert.Throws<SimulationException>(() => Simulation.Test(test =>
        {
            test.Spawn(Bodies.Idle, new ProcessOptions { Name = "forgotten" }).Send("unread");
            return Task.CompletedTask;
        }));

        Assert.Equal("SUPT007", error.Id);
        Assert.Contains("1 process is still alive after the test", error.Message, StringComparison.Ordinal);
        Assert.Contains("forgotten<2> (Idle): started by test body <1> at NewUserTests.cs:", error.Message, StringComparison.Ordinal);
        Assert.Contains("mailbox [unread]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Start it with StartSupervisedAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StartFailure_ChildThrows_CarriesItsException()
    {
        TestFailedException error = Failure(async test => await test.StartSupervisedAsync(Supervisor.OneForOne("tree", tree => tree
            .Server<ShopMessage>("shop", () => throw new FormatException("bad price list")))));

        Assert.Contains("'tree' did not start: shutdown(failed_to_start_child(shop,crashed(FormatException: bad price list)))", error.Message, StringComparison.Ordinal);
        Assert.Contains("Next: its own exception is the inner one", error.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public void WrongReplyType_SaysWhichTypeTheCallerWants() => Simulation.Test(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ValueTask<CallResult<int>> asking = bank.Ref.TryCallAsync<int>(new BankMessage.Two());
        BankMessage.Two call = await bank.ExpectAsync<BankMessage.Two>();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => bank.Reply<string>(call, "2"));

        Assert.Contains("was called with another reply type than String", error.Message, StringComparison.Ordinal);
        bank.Reply<int>(call, 2);
        Assert.Null((await asking).Failure);
    });

    [Fact]
    public void Reply_ToACast_OrTwice_SaysWhy() => Simulation.Test(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        bank.Ref.Cast(new BankMessage.Withdraw(1));
        BankMessage.Withdraw cast = await bank.ExpectAsync<BankMessage.Withdraw>();
        ValueTask<bool> asking = bank.Ref.CallAsync(new BankMessage.Withdraw(2));
        BankMessage.Withdraw called = await bank.AnswerAsync((BankMessage.Withdraw _) => true);
        await asking;

        InvalidOperationException nobody = Assert.Throws<InvalidOperationException>(() => bank.Reply(cast, true));
        ArgumentException again = Assert.Throws<ArgumentException>(() => bank.Reply(called, true));

        Assert.Contains("was cast to Probe<BankMessage>, not called: nobody waits for a reply", nobody.Message, StringComparison.Ordinal);
        Assert.Contains("or was answered before", again.Message, StringComparison.Ordinal);
    });

    private static void AssertFails(Func<TestProcess, Task> body, params string[] says)
    {
        TestFailedException error = Failure(body);

        Assert.All(says, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    private static TestFailedException Failure(Func<TestProcess, Task> body) => Assert.Throws<TestFailedException>(() => Simulation.Test(body));
}
