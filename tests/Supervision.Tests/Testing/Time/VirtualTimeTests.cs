using Supervision.Testing;

namespace Supervision.Tests.Testing.Time;

/// <summary>Time that moves only when nothing else can happen.</summary>
public sealed class VirtualTimeTests
{
    [Fact]
    public void Delays_InAChain_EndAtTheirExactInstants() => Simulation.Test(async test =>
    {
        List<TimeSpan> at = [];
        Pid chain = test.Spawn(async context =>
        {
            for (int i = 0; i < 5; i++)
            {
                await context.DelayAsync(TimeSpan.FromSeconds(1));
                at.Add(test.Simulation.Time.Elapsed);
            }
        });

        await test.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal([.. Enumerable.Range(1, 3).Select(second => TimeSpan.FromSeconds(second))], at);
        Assert.Equal(TimeSpan.FromSeconds(3), test.Simulation.Time.Elapsed);

        await chain.WaitForExitAsync();
        Assert.Equal(TimeSpan.FromSeconds(5), at[^1]);
    });

    [Fact]
    public void Advance_OthersHaveWork_AllOnTheWayHappensBeforeItReturns() => Simulation.Explore(
        async test =>
        {
            List<int> seen = [];
            Pid collector = test.SpawnLink(async context =>
            {
                while (true)
                {
                    seen.Add(await context.ReceiveAsync<int>());
                }
            });
            Pid relay = test.SpawnLink(async context =>
            {
                while (true)
                {
                    collector.Send(await context.ReceiveAsync<int>());
                }
            });
            for (int i = 0; i < 10; i++)
            {
                test.SendAfter(TimeSpan.FromSeconds(i), relay, i);
            }

            await test.AdvanceAsync(TimeSpan.FromSeconds(4));

            Assert.Equal([0, 1, 2, 3, 4], seen);
        },
        new ExplorationOptions { Schedules = 100 });

    [Fact]
    public void Advance_OfSeveralAtOnce_EachEndsAtItsOwnInstant() => Simulation.Test(async test =>
    {
        Task<TimeSpan> late = ReachedAsync(test, 7);
        Task<TimeSpan> early = ReachedAsync(test, 2);
        Task<TimeSpan> same = ReachedAsync(test, 2);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)], await Task.WhenAll(late, early, same));

        static async Task<TimeSpan> ReachedAsync(TestProcess test, int seconds)
        {
            await test.AdvanceAsync(TimeSpan.FromSeconds(seconds));
            return test.Simulation.Time.Elapsed;
        }
    });

    [Fact]
    public void PeriodicTimer_HandlerTakesTime_DoesNotDrift() => Simulation.Test(async test =>
    {
#pragma warning disable RS0030 // The timer is on the test's own clock.
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(10), test.Time);
        for (int i = 1; i <= 20; i++)
        {
            await timer.WaitForNextTickAsync();
#pragma warning restore RS0030
            Assert.Equal(TimeSpan.FromSeconds(10 * i), test.Simulation.Time.Elapsed);
            await test.DelayAsync(TimeSpan.FromSeconds(i % 7));
        }
    });

    [Fact]
    public void Cancellation_ByTime_IsAtItsInstant() => Simulation.Test(async test =>
    {
        using CancellationTokenSource source = new(TimeSpan.FromSeconds(90), test.Time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromMinutes(10), test.Time, source.Token));

        Assert.Equal(TimeSpan.FromSeconds(90), test.Simulation.Time.Elapsed);
    });

    [Fact]
    public void Timer_RearmedInItsOwnHandler_FiresEachTimeInAStepOfItsOwn() => Simulation.Test(async test =>
    {
        List<TimeSpan> at = [];
        bool isInside = false;
        ITimer? timer = null;
        timer = test.Time.CreateTimer(
            _ =>
            {
                Assert.False(isInside, "fired inside of its own Change");
                isInside = true;
                at.Add(test.Simulation.Time.Elapsed);
                if (at.Count < 5)
                {
                    timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                    timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                }

                isInside = false;
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        await test.AdvanceAsync(TimeSpan.FromHours(0.5));

        Assert.Equal([.. Enumerable.Range(1, 5).Select(second => TimeSpan.FromSeconds(second))], at);
    });

    [Fact]
    public void Timer_CancelledInItsInstant_NeverFires() => Simulation.Test(async test =>
    {
        List<string> fired = [];
        ITimer? second = null;
        test.Time.CreateTimer(
            _ =>
            {
                fired.Add("first");
                second!.Dispose();
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        second = test.Time.CreateTimer(_ => fired.Add("second"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["first"], fired);
    });

    [Fact]
    public void Timers_DueAtOnce_NeverFireInsideTheCallThatMakesThem()
    {
        using Simulation simulation = new();
        List<int> fired = [];
        for (int i = 0; i < 100; i++)
        {
            int number = i;
            simulation.Time.CreateTimer(_ => fired.Add(number), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        Assert.Empty(fired);
        simulation.Advance(TimeSpan.Zero);

        Assert.Equal([.. Enumerable.Range(0, 100)], fired);
    }

    [Fact]
    public void Day_WithTenThousandTimers_TakesAStepForEach()
    {
        using Simulation simulation = new();
        int fired = 0;
        TimeSpan last = TimeSpan.Zero;
        for (int i = 0; i < 10_000; i++)
        {
            simulation.Time.CreateTimer(
                _ =>
                {
                    fired++;
                    Assert.True(simulation.Time.Elapsed >= last);
                    last = simulation.Time.Elapsed;
                },
                null,
                TimeSpan.FromSeconds(i * 7919L % 86_400),
                Timeout.InfiniteTimeSpan);
        }

#pragma warning disable RS0030 // A figure for people.
        TimeProvider machine = TimeProvider.System;
#pragma warning restore RS0030
        long since = machine.GetTimestamp();
        simulation.Advance(TimeSpan.FromDays(1));

        TestContext.Current.TestOutputHelper?.WriteLine($"a day in {machine.GetElapsedTime(since).TotalMilliseconds:0} ms");
        Assert.Equal((10_000, TimeSpan.FromDays(1)), (fired, simulation.Time.Elapsed));
    }
}
