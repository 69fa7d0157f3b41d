using Supervision.Testing;

namespace Supervision.Tests.Testing.Kit;

/// <summary>Tests that cannot pass, each with what its author needs to know: what is wrong, in which line, with which process, what next.</summary>
public sealed class FailureTextTests
{
    [Fact]
    public void LinkedProcessCrashes_WhileTheBodyWaits_NamesItAndItsLine()
    {
        TestFailedException error = Assert.Throws<TestFailedException>(() => Simulation.Test(async test =>
        {
            test.SpawnLink(static _ => throw new InvalidOperationException("no ink"));
            await test.DelayAsync(TimeSpan.FromSeconds(1));
        }));

        AssertSays(
            error,
            "The test body was ended from outside (crashed(InvalidOperationException: no ink))",
            "<2> (function in LinkedProcessCrashes_WhileTheBodyWaits_NamesItAndItsLine) ended with crashed",
            "FailureTextTests.cs:line",
            "Next: see above what has ended");
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void AsyncVoidInTheBody_Throws_IsNoBareCancellation()
    {
        TestFailedException error = Assert.Throws<TestFailedException>(() => Simulation.Test(async test =>
        {
            Throws();
            await test.DelayAsync(TimeSpan.FromSeconds(1));
        }));

        AssertSays(error, "(crashed(InvalidOperationException: lost))", "FailureTextTests.cs:line", "an exception of an async void method ends the test too");

#pragma warning disable VSTHRD100, MA0155 // The mistake is what the test is about.
        static async void Throws()
        {
            await Task.Yield();
            throw new InvalidOperationException("lost");
        }
#pragma warning restore VSTHRD100, MA0155
    }

    [Fact]
    public void Receive_OfWhatNobodySends_NamesTheLine() => AssertSays(
        Fails(static async test => await test.ReceiveAsync<string>()),
        "SUPT006 The test body waits for what no one can send at FailureTextTests.cs:",
        "It waits in ReceiveAsync<String>; its mailbox: []");

    [Fact]
    public void ProbeWithoutALimit_NobodySends_NamesTheLineTheProbeAndItsMailbox() => AssertSays(
        Fails(static async test =>
        {
            Probe<BankMessage> bank = test.Probe<BankMessage>("bank");
            bank.Ref.Cast(new BankMessage.Note("hello"));
            await bank.ExpectAsync<BankMessage.Withdraw>(within: Timeout.InfiniteTimeSpan);
        }),
        "SUPT006 The test body waits for what no one can send at FailureTextTests.cs:",
        "It expects Withdraw at bank<2> (Probe 'bank'), whose mailbox is [Note { Text = hello }]");

    [Fact]
    public void Task_ThatNobodyCompletes_SaysThatItIsNotOfTheLibrary() => AssertSays(
        Fails(static test => new TaskCompletionSource().Task),
        "SUPT006 The test body waits for what no one can send",
        "It awaits something that is not of this library",
        "what is real goes through ExternalAsync");

    [Theory]
    [InlineData("probe")]
    [InlineData("nothing")]
    [InlineData("down")]
    [InlineData("restart")]
    [InlineData("crash")]
    [InlineData("eventually")]
    public void Expectation_ThatIsNotAwaited_FailsTheTest(string kind)
    {
        TestFailedException error = Assert.Throws<TestFailedException>(() => Simulation.Test(async test =>
        {
            Probe<BankMessage> bank = test.Probe<BankMessage>("bank");
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));
            _ = kind switch
            {
                "probe" => bank.ExpectAsync<BankMessage.Note>(),
                "nothing" => bank.ExpectNothingAsync(TimeSpan.FromSeconds(1)),
                "down" => test.ExpectDownAsync(shop.Pid),
                "restart" => test.ExpectRestartAsync(shop),
                "crash" => test.ExpectCrashAsync(),
                _ => test.EventuallyAsync(static () => false),
            };
        }));

        AssertSays(error, "The test has ended and still waits for ", "(FailureTextTests.cs:", "Next: put await before it");
    }

    [Fact]
    public void HungHandler_OfAnUnnamedServer_IsToldByWhatItIs()
    {
        CallTimeoutException error = Assert.Throws<CallTimeoutException>(() => Simulation.Test(async test =>
            await (await test.StartSupervisedAsync(() => new Shop(default))).CallAsync(new ShopMessage.Hang())));

        AssertSays(error, "Call Hang to <3> had no reply within 5 s; the server (Shop) runs on, 0 messages wait, handling Hang");
    }

    [Fact]
    public void Horizon_IsOver_SaysWhoWaitsAndWhichOption()
    {
        TimeoutException error = Assert.Throws<TimeoutException>(() => Simulation.Test(static test => test.DelayAsync(TimeSpan.FromHours(2))));

        AssertSays(error, "not ended by virtual time 01:00:00; the next timer is due at 02:00:00", "test body <1> awaits", "raise SimulationOptions.Horizon");
    }

    [Fact]
    public void LeakedProcess_WhoseStarterHasEnded_IsStillToldByWhomAndWhere() => AssertSays(
        Fails(async test =>
        {
            ServerRef<LeakMessage> leaky = await test.StartSupervisedAsync(static () => new Leaky(), id: "leaky");
            await leaky.CallAsync(new LeakMessage());
        }),
        "SUPT007 1 process is still alive after the test",
        "Idle <4>: started by test/leaky#1 <3> (Leaky) at FailureTextTests.cs:",
        "waits in ReceiveAsync<Never>, linked to [], mailbox []");

    internal static void AssertSays(Exception error, params string[] says)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        Assert.All(says, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    internal static SimulationException Fails(Func<TestProcess, Task> body) => Assert.Throws<SimulationException>(() => Simulation.Test(body));

    internal sealed record LeakMessage : ICall<LeakMessage, bool>;

    private sealed class Leaky : GenServer<LeakMessage>
    {
        protected override ValueTask HandleAsync(LeakMessage message)
        {
            Context.Spawn(Bodies.Idle);
            Reply(message, true);
            return default;
        }
    }
}
