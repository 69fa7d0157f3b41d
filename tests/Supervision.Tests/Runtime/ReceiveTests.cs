using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>Receiving: what is taken, what stays, how long it waits, and misuse.</summary>
public sealed class ReceiveTests
{
    [Fact]
    public void TryReceive_WithZero_FindsWhatTheProcessHasSentItself() => Seeds.Explore(async context =>
    {
        context.Self.Send("mine");

        Assert.Equal("mine", await context.TryReceiveAsync<string>(TimeSpan.Zero));
    });

    [Fact]
    public void Receive_WithAPredicate_LeavesTheOthersInOrder() => Seeds.Explore(async context =>
    {
        for (int i = 1; i <= 5; i++)
        {
            context.Self.Send(i);
        }

        Assert.Equal(4, await context.ReceiveAsync<int>(n => n == 4));
        Assert.Equal(2, await context.ReceiveAsync<int>(n => n % 2 == 0));
        List<int> rest = [];
        while (rest.Count < 3)
        {
            rest.Add(await context.ReceiveAsync<int>());
        }

        Assert.Equal([1, 3, 5], rest);
    });

    [Fact]
    public void Receive_ByType_TakesOnlyThatType()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.Self.Send("text");
            context.Self.Send(1);

            Assert.Equal(1, await context.ReceiveAsync<int>());
            Assert.Equal("text", await context.ReceiveAsync<object>());
        });
    }

    [Fact]
    public void Receive_WhileWaiting_TriesEachNewcomerOnce()
    {
        List<int> tried = [];
        using Simulation simulation = new();
        Pid receiver = simulation.Runtime.Spawn(async context => await context.ReceiveAsync<int>(n =>
        {
            tried.Add(n);
            return n == 3;
        }));
        for (int i = 1; i <= 3; i++)
        {
            receiver.Send(i);
            simulation.RunUntilIdle();
        }

        Assert.Equal([1, 2, 3], tried);
    }

    [Fact]
    public void TryReceive_OthersArriveMeanwhile_TimeIsNotBegunAnew()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            for (int i = 1; i <= 9; i++)
            {
                context.SendAfter(TimeSpan.FromSeconds(i), context.Self, i);
            }

            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(5)));
        });

        Assert.Equal(TimeSpan.FromSeconds(5), simulation.Time.Elapsed);
    }

    [Fact]
    public void TryReceive_WithZero_LooksAtTheMailboxAndWaitsForNothing()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero));
            context.Self.Send(1);
            context.Self.Send("here");

            Assert.Equal("here", await context.TryReceiveAsync<string>(TimeSpan.Zero));
            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero));
        });

        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
    }

    [Fact]
    public void TryReceive_MessageAtTheInstantOfTheTimeout_IsTakenOrStays() => Seeds.Explore(async context =>
    {
        context.SendAfter(TimeSpan.FromSeconds(1), context.Self, "late");

        string? first = await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1));
        string? second = await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1));

        Assert.Equal("late", first ?? second);
        Assert.True(first is null || second is null);
        Assert.Equal(0, context.Runtime.TimerCount);
    });

    [Theory]
    [InlineData(-2)]
    [InlineData(-1000)]
    public void TryReceive_WithANegativeTime_IsAnErrorOfUse(int milliseconds)
    {
        using Simulation simulation = new();
        simulation.Run(context =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = context.TryReceiveAsync<string>(TimeSpan.FromMilliseconds(milliseconds)); });
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Receive_PredicateThrows_CrashesAndLeavesTheMessage()
    {
        using Simulation simulation = new();
        InvalidOperationException error = new("predicate");
        Pid receiver = simulation.Runtime.Spawn(async context => await context.ReceiveAsync<string>(_ => throw error));
        receiver.Send("kept");
        simulation.RunUntilIdle();

        Assert.Equal([(receiver, new ExitReason.Crashed(error))], simulation.Exits);
        Assert.Equal([new DeadLetter(receiver, null, "kept", DeadLetterCause.ProcessEnded)], simulation.DeadLetters);
    }

    [Fact]
    public void Receive_WhileAnotherWaits_IsAnErrorOfUseAndTheFirstGoesOn()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ValueTask<string> first = context.ReceiveAsync<string>();

            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => { _ = context.ReceiveAsync<int>(); });

            Assert.Contains("already waits in a receive", error.Message, StringComparison.Ordinal);
            context.Self.Send("first");
            Assert.Equal("first", await first);
        });
    }

    [Fact]
    [Trait("Bug", "18")]
    public void Operations_OutsideOfTheProcess_AreErrorsOfUse()
    {
        using Simulation simulation = new();
        ProcessContext inside = null!;
        Pid process = simulation.Runtime.Spawn(context =>
        {
            inside = context;
            return Bodies.Idle(context);
        });
        simulation.RunUntilIdle();

        Assert.All(
            new Action[]
            {
                () => inside.ReceiveAsync<string>().AsTask().Wait(TestContext.Current.CancellationToken),
                () => inside.Link(process),
                () => inside.Monitor(process),
                () => inside.Spawn(Bodies.Idle),
                () => inside.SendAfter(TimeSpan.Zero, process, "x"),
                () => inside.TryRegister("name"),
                () => inside.TrapExits = true,
            },
            operation => Assert.Contains("outside", Assert.Throws<InvalidOperationException>(operation).Message, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Bug", "18")]
    public void Operations_AfterConfigureAwaitFalse_AreOutside()
    {
        using Simulation simulation = new();
        TaskCompletionSource away = new();
        Exception? error = null;
        Pid process = simulation.Runtime.Spawn(async context =>
        {
            await away.Task.ConfigureAwait(false);
            error = Record.Exception(() => context.Link(context.Self));
        });
        simulation.RunUntilIdle();

        away.SetResult();
        simulation.RunUntilIdle();

        Assert.IsType<InvalidOperationException>(error);
        Assert.Equal([(process, ExitReason.Normal)], simulation.Exits);
    }

    [Fact]
    public void Receive_OfASelfCancelledTimer_SkipsItAndFreesItsPlace()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            for (int i = 0; i < 10; i++)
            {
                TimerRef timer = context.SendAfter(TimeSpan.Zero, context.Self, "never seen");
                await context.DelayAsync(TimeSpan.FromSeconds(1));
                context.Cancel(timer);
            }

            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero));
            Assert.Equal(0, (await context.Runtime.InfoAsync(context.Self))!.MailboxLength);
        });
    }

    [Fact]
    public void Receive_AfterADroppedMessageInABoundedMailbox_SeesTheLaterOnes()
    {
        using Simulation simulation = new();
        List<int> seen = [];
        Pid receiver = simulation.Runtime.Spawn(
            async context =>
            {
                await context.ReceiveAsync<string>();
                while (true)
                {
                    seen.Add(await context.ReceiveAsync<int>());
                }
            },
            new ProcessOptions { Mailbox = new MailboxOptions(2, MailboxFullMode.DropOldest) });
        for (int i = 1; i <= 4; i++)
        {
            receiver.Send(i);
            simulation.RunUntilIdle();
        }

        receiver.Send("go");
        simulation.RunUntilIdle();

        Assert.Equal([4], seen);
    }
}
