using Microsoft.Extensions.Logging;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Kit;

/// <summary>Ends, crashes, log lines and conditions are waited for.</summary>
public sealed class ObservingTests
{
    [Fact]
    public void ExpectDown_ProcessHasEndedBefore_GivesTheReason() => Simulation.Test(async test =>
    {
        Pid quick = test.Spawn(static context =>
        {
            context.Exit(new ExitReason.Custom("done"));
            return Task.CompletedTask;
        });
        await test.IdleAsync();

        Assert.Equal(new ExitReason.Custom("done"), await test.ExpectDownAsync(quick, new ExitReason.Custom("done")));
        TestFailedException other = await Assert.ThrowsAsync<TestFailedException>(() => test.ExpectDownAsync(quick, ExitReason.Normal));
        Assert.Contains("ended with done; expected normal", other.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void ExpectDown_ProcessLives_SaysWhatItDoes() => Simulation.Test(
        async test =>
        {
            Pid idle = test.Spawn(Bodies.Idle);

            TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => test.ExpectDownAsync(idle));

            Assert.Contains("has not ended within 5 s of virtual time", error.Message, StringComparison.Ordinal);
            Assert.Contains("Idle <2> waits in ReceiveAsync<Never>", error.Message, StringComparison.Ordinal);
        },
        new SimulationOptions { Leaks = LeakPolicy.Allow });

    [Fact]
    public void ExpectCrash_ComesLaterOrBefore_IsNoSurprise() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default));
        shop.Cast(new ShopMessage.Break());

        Report.ProcessCrashed crash = await test.ExpectCrashAsync(report => report.Pid == shop.Pid);

        Assert.Equal(nameof(ShopMessage.Break), crash.Message);
        TestFailedException none = await Assert.ThrowsAsync<TestFailedException>(() => test.ExpectCrashAsync(within: TimeSpan.FromSeconds(1)));
        Assert.Contains("No process crashed within 1 s of virtual time", none.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void AllowCrashes_ServerCrashes_TestPasses() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        (await test.StartSupervisedAsync(() => new Shop(default))).Cast(new ShopMessage.Break());
        await test.IdleAsync();
    });

    [Fact]
    public void Logs_OfTheRuntimeAndOfTheCodeUnderTest_AreCaptured() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default, test.Logs.CreateLogger<Shop>()));
        shop.Cast(new ShopMessage.Break());
        await test.ExpectRestartAsync(shop);

        LogCapture.Line line = await test.ExpectLogAsync(LogLevel.Warning, "about to break");

        Assert.Equal(typeof(Shop).FullName, line.Category);
        Assert.IsType<InvalidOperationException>((await test.ExpectLogAsync(LogLevel.Error, "the till is on fire")).Error);
        TestFailedException none = await Assert.ThrowsAsync<TestFailedException>(() => test.ExpectLogAsync(LogLevel.Critical));
        Assert.Contains("Nothing was logged as Critical within 5 s of virtual time", none.Message, StringComparison.Ordinal);
        Assert.Contains("about to break", none.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Output_OnlyAFailingTest_WritesTheLog()
    {
        List<string> output = [];
        SimulationOptions options = new() { Output = output.Add };

        Simulation.Test(test => BreakAsync(test, isExpected: true), options);
        Assert.Empty(output);
        Assert.Throws<TestFailedException>(() => Simulation.Test(test => BreakAsync(test, isExpected: false), options));

        Assert.Equal("Log of the failed test:", output[0]);
        Assert.Contains(output, line => line.Contains("Error Supervision: Process <", StringComparison.Ordinal));
    }

    [Fact]
    public void Eventually_ConditionBecomesTrueWithTime_IsSeenAtThatInstant() => Simulation.Test(async test =>
    {
        int count = 0;
        int looks = 0;
        await test.StartSupervisedAsync(ChildSpec.Process("ticker", async context =>
        {
            while (true)
            {
                await context.DelayAsync(TimeSpan.FromSeconds(1));
                count++;
            }
        }));

        await test.EventuallyAsync(() => looks++ >= 0 && count == 3);

        Assert.Equal(TimeSpan.FromSeconds(3), test.Simulation.Time.Elapsed);
        Assert.InRange(looks, 1, 10);
        TestFailedException never = await Assert.ThrowsAsync<TestFailedException>(() => test.EventuallyAsync(() => count < 0));
        Assert.Contains("count < 0 was not true within 5 s of virtual time", never.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(8), test.Simulation.Time.Elapsed);
    });

    [Fact]
    public void Eventually_NextThingComesInLessThanAMillisecond_IsWaitedFor() => Simulation.Test(async test =>
    {
        TimeSpan soon = TimeSpan.FromMicroseconds(300);
        test.SendAfter(soon, test.Self, "now");

        await test.EventuallyAsync(() => test.Simulation.Time.Elapsed >= soon);

        Assert.Equal("now", await test.ReceiveAsync<string>());
        Assert.Equal(soon, test.Simulation.Time.Elapsed);
    });

    private static async Task BreakAsync(TestProcess test, bool isExpected)
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default));
        shop.Cast(new ShopMessage.Break());
        await test.IdleAsync();
        if (isExpected)
        {
            await test.ExpectDownAsync(shop.Pid);
        }
    }
}
