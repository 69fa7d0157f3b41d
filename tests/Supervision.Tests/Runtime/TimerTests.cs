using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>Messages to be delivered later.</summary>
[Trait("Bug", "28")]
public sealed class TimerTests
{
    [Fact]
    public void SendAfter_TimePasses_DeliversOnceAndNotBefore()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            TimerRef timer = context.SendAfter(TimeSpan.FromSeconds(5), context.Self, "now");
            Assert.True(timer.IsPending);

            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(4.999)));
            Assert.Equal("now", await context.ReceiveAsync<string>());
            Assert.False(timer.IsPending);
            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.FromHours(0.5)));
        });
    }

    [Fact]
    public void Cancel_AtAnyTime_MessageIsNotReceivedAfterwards() => Seeds.Explore(async context =>
    {
        TimerRef timer = context.SendAfter(TimeSpan.FromSeconds(1), context.Self, "never");
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        context.Cancel(timer);

        Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(5)));
        Assert.False(context.Cancel(timer));
        Assert.Equal(0, context.Runtime.TimerCount);
    });

    [Fact]
    public void Cancel_BeforeItFires_SaysSo()
    {
        using Simulation simulation = new();
        simulation.Run(context =>
        {
            TimerRef timer = context.SendAfter(TimeSpan.FromDays(1), context.Self, "never");

            Assert.True(context.Cancel(timer));
            Assert.False(timer.IsPending);
            Assert.Equal(0, context.Runtime.TimerCount);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Cancel_WhenTheReceiverHasEnded_SaysThatNothingWasPending()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid receiver = context.Spawn(static _ => Task.CompletedTask);
            TimerRef timer = context.SendAfter(TimeSpan.FromDays(1), receiver, "never");
            Assert.True(timer.IsPending);

            await receiver.WaitForExitAsync();

            Assert.False(timer.IsPending);
            Assert.False(context.Cancel(timer));
            Assert.Equal(0, context.Runtime.TimerCount);
        });
    }

    [Fact]
    public void Cancel_OfATimerInTheMailbox_SuppressesItsMessage()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            TimerRef timer = context.SendAfter(TimeSpan.FromSeconds(1), context.Self, "never");
            await context.DelayAsync(TimeSpan.FromSeconds(2));

            Assert.False(context.Cancel(timer));

            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero));
        });
    }

    [Fact]
    public void SendAfter_ToAnother_OutlivesTheStarter() => Seeds.Explore(async context =>
    {
        Pid self = context.Self;
        await context.Spawn(starter =>
        {
            starter.SendAfter(TimeSpan.FromSeconds(1), self, "from the dead");
            return Task.CompletedTask;
        }).WaitForExitAsync();

        Assert.Equal("from the dead", await context.ReceiveAsync<string>());
    });

    [Fact]
    public void SendAfter_ToAName_FindsTheHolderWhenItFires()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.SendAfter(TimeSpan.FromSeconds(1), "later", "hello");
            context.SendAfter(TimeSpan.FromSeconds(2), "nobody", "lost");
            List<object> seen = [];
            context.Spawn(Bodies.Collects(seen), new ProcessOptions { Name = "later" });

            await context.DelayAsync(TimeSpan.FromSeconds(3));

            Assert.Equal(["hello"], seen);
        });

        Assert.Equal([new DeadLetter(Pid.None, "nobody", "lost", DeadLetterCause.NoName)], simulation.DeadLetters);
    }

    [Fact]
    public void SendAfter_ReceiverIsGoneByThen_IsADeadLetter()
    {
        using Simulation simulation = new();
        Pid receiver = Pid.None;
        simulation.Run(async context =>
        {
            receiver = context.Spawn(_ => Task.CompletedTask);
            context.SendAfter(TimeSpan.FromSeconds(1), receiver, "lost");
            await context.DelayAsync(TimeSpan.FromSeconds(2));
        });

        Assert.Equal([new DeadLetter(receiver, null, "lost", DeadLetterCause.NoProcess)], simulation.DeadLetters);
    }

    [Fact]
    public void OwnTimers_OfAProcessThatEnds_GoWithIt()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            await context.Spawn(self =>
            {
                for (int i = 0; i < 10; i++)
                {
                    self.SendAfter(TimeSpan.FromDays(1), self.Self, i);
                }

                return Task.CompletedTask;
            }).WaitForExitAsync();

            Assert.Equal(0, context.Runtime.TimerCount);
        });

        Assert.Empty(simulation.DeadLetters);
    }

    [Fact]
    public void SendAfter_Infinite_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(context =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => context.SendAfter(Timeout.InfiniteTimeSpan, context.Self, "x"));
            Assert.Throws<ArgumentOutOfRangeException>(() => context.SendAfter(Timeout.InfiniteTimeSpan, "name", "x"));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void SendAfter_ZeroOrLess_IsDeliveredSoonAndNotInsideTheCall() => Seeds.Explore(
        async context =>
        {
            context.SendAfter(TimeSpan.Zero, context.Self, 0);
            context.SendAfter(TimeSpan.FromSeconds(-3), context.Self, -3);
            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero));

            int sum = await context.ReceiveAsync<int>() + await context.ReceiveAsync<int>();
            Assert.Equal(-3, sum);
        },
        seeds: 20);

    [Fact]
    public void Timers_DueAtTheSameInstant_FireInTheOrderOfTheirStart()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            for (int i = 0; i < 100; i++)
            {
                context.SendAfter(TimeSpan.FromSeconds(1), context.Self, i);
            }

            for (int i = 0; i < 100; i++)
            {
                Assert.Equal(i, await context.ReceiveAsync<int>());
            }
        });
    }

    [Fact]
    public void Timers_StartedAndCancelledAtRandom_FireInOrderOfTime() => Seeds.Explore(
        simulation =>
        {
            Random random = new((int)(simulation.Seed ?? 0));
            List<(TimeSpan At, int Due)> fired = [];
            List<int> expected = [];
            simulation.Run(async context =>
            {
                List<(TimerRef Timer, int Due)> timers = [];
                for (int i = 0; i < 60; i++)
                {
                    int due = random.Next(1, 1000);
                    timers.Add((context.SendAfter(TimeSpan.FromSeconds(due), context.Self, due), due));
                }

                timers.RemoveAll(timer => random.Next(3) == 0 && context.Cancel(timer.Timer));
                expected.AddRange(timers.Select(timer => timer.Due).Order());
                for (int i = 0; i < expected.Count; i++)
                {
                    int due = await context.ReceiveAsync<int>();
                    fired.Add((simulation.Time.Elapsed, due));
                }
            });

            Assert.Equal(expected, fired.Select(timer => timer.Due));
            Assert.All(fired, timer => Assert.Equal(TimeSpan.FromSeconds(timer.Due), timer.At));
        },
        seeds: 20);
}
