using Supervision.Testing;
using Supervision.Tests.Allocations;

namespace Supervision.Tests.Testing.Kit;

/// <summary>The same bodies on real threads and in real time.</summary>
public sealed class TestRuntimeTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public Task SameBody_OnRealThreads_Passes() => TestRuntime.RunAsync(BuyAsync);

    [Fact]
    public Task Body_ThatIsOverBeforeAnybodyWaitsForIt_Passes() =>
        TestRuntime.RunAsync(
            static _ => Task.CompletedTask,
            new TestRuntimeOptions { Runtime = new ProcessRuntimeOptions { Scheduler = new InlineScheduler { RunsAtOnce = true } } });

    [Fact]
    public void SameBody_InTheSimulation_Passes() => Simulation.Test(BuyAsync);

    [Fact]
    public async Task UnexpectedCrash_FailsAtTheEnd()
    {
        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => TestRuntime.RunAsync(async test =>
        {
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default));
            await Assert.ThrowsAsync<CallFailedException>(async () => await shop.CallAsync(new ShopMessage.Buy(1)));
        }));

        Assert.Contains("1 crash that the test did not expect", error.Message, StringComparison.Ordinal);
        Assert.Contains("handling Buy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leak_FailsAtTheEndAndIsKilled()
    {
        Pid leak = default;

        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => TestRuntime.RunAsync(test =>
        {
            leak = test.Spawn(Bodies.Idle);
            return Task.CompletedTask;
        }));

        Assert.Contains("SUPT007 1 process is still alive after the test", error.Message, StringComparison.Ordinal);
        Assert.False(leak.IsAlive);
    }

    [Fact]
    public async Task ProcessOnItsWayOut_IsNoLeak() => await TestRuntime.RunAsync(test =>
    {
        test.Spawn(Bodies.Idle).Exit(ExitReason.Kill);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task HungTest_EndsAtItsLimit_SaysWhoWaits()
    {
        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => TestRuntime.RunAsync(
            async test => await test.ReceiveAsync<string>(), new TestRuntimeOptions { Limit = TimeSpan.FromMilliseconds(50) }));

        Assert.Contains("The test has not ended within 0.05 s of real time", error.Message, StringComparison.Ordinal);
        Assert.Contains("test body <", error.Message, StringComparison.Ordinal);
        Assert.Contains("waits in ReceiveAsync<", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkedCrash_SaysThatTheBodyWasEnded()
    {
        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => TestRuntime.RunAsync(async test =>
        {
            ServerRef<ShopMessage> shop = await test.StartServerAsync(() => new Shop(default));
            shop.Cast(new ShopMessage.Break());
            await test.ReceiveAsync<string>();
        }));

        Assert.Contains("The test body was ended from outside (crashed(InvalidOperationException: the till is on fire))", error.Message, StringComparison.Ordinal);
        Assert.Contains("Next: see above what has ended: the test goes with whatever it is linked to. Start processes with StartSupervisedAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task ExpectNothing_WithoutATime_SaysWhyOneIsNeeded() => TestRuntime.RunAsync(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => bank.ExpectNothingAsync());

        Assert.Contains("on the real scheduler nobody can know that nothing more will happen", error.Message, StringComparison.Ordinal);
        await bank.ExpectNothingAsync(TimeSpan.FromMilliseconds(1));
    });

    [Fact]
    public Task Eventually_ProbeReceives_IsLookedAtAgain() => TestRuntime.RunAsync(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));
        shop.Cast(new ShopMessage.Tell("a"));
        shop.Cast(new ShopMessage.Tell("b"));

        await test.EventuallyAsync(() => bank.Received.Count == 2, Long);
    });

    private static async Task BuyAsync(TestProcess test)
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));
        ValueTask<bool> buying = shop.CallAsync(new ShopMessage.Buy(5), Long);
        await bank.AnswerAsync((BankMessage.Withdraw _) => true, Long);
        Assert.True(await buying);
        await bank.ExpectAsync<BankMessage.Note>(within: Long);

        shop.Cast(new ShopMessage.Break());
        ServerRef<ShopMessage> next = await test.ExpectRestartAsync(shop, Long);

        Assert.IsType<ExitReason.Crashed>(await test.ExpectDownAsync(shop.Pid, within: Long));
        Assert.True(next.Pid.IsAlive);
    }
}
