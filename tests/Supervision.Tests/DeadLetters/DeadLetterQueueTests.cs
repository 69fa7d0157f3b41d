using Supervision.Runtime;
using Supervision.Testing;

namespace Supervision.Tests.DeadLetters;

/// <summary>What a person can do with messages that nobody could handle.</summary>
public sealed class DeadLetterQueueTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Messages_AreListedOldestFirst_WithReasonAndAttempts() => Simulation.Test(static async test =>
    {
        DeadLetterQueueRef<string> queue = await StartAsync(test, new());
        await test.DelayAsync(Second);
        DateTimeOffset now = test.Time.GetUtcNow();
        Assert.Equal(SendResult.Accepted, await queue.AddAsync("a", "unknown type", 3));
        Assert.Equal(SendResult.Accepted, await queue.AddAsync("b", "no room"));

        IReadOnlyList<DeadLetterEntry<string>> list = await queue.ListAsync();
        Assert.Equal([new(1, "a", "unknown type", 3, now), new(2, "b", "no room", 1, now)], list);
        Assert.Equal(list[0], Assert.Single(await queue.ListAsync(max: 1)));
        Assert.Equal(list[1], await queue.PeekAsync(2));
        Assert.Null(await queue.PeekAsync(3));
        Assert.True(await queue.DropAsync(1));
        Assert.False(await queue.DropAsync(1));
        Assert.Equal(new DeadLetterQueue.Counts(1, 2, 0, 1, 0), await queue.CountAsync());
    });

    [Fact]
    public void Requeue_AfterTheHandlerIsFixed_Succeeds() => Simulation.Test(static async test =>
    {
        bool isFixed = false;
        List<string> handled = [];
        DeadLetterQueueRef<string> queue = await StartAsync(test, new()
        {
            Requeue = (_, message) =>
            {
                handled.Add(isFixed ? message : throw new FormatException("v2"));
                return Task.CompletedTask;
            },
        });
        await queue.AddAsync("a", "unknown type", 3);

        test.AllowCrashes();
        RequeueResult.Failed failed = Assert.IsType<RequeueResult.Failed>(await queue.RequeueAsync(1));
        Assert.IsType<FormatException>(Assert.IsType<ExitReason.Crashed>(failed.Reason).Error);
        DeadLetterEntry<string> again = (await queue.PeekAsync(1))!;
        Assert.Equal((4, "crashed(FormatException: v2)"), (again.Attempts, again.Reason));

        isFixed = true;
        Assert.IsType<RequeueResult.Done>(await queue.RequeueAsync(1));
        Assert.IsType<RequeueResult.NotFound>(await queue.RequeueAsync(1));
        Assert.Equal(["a"], handled);
        Assert.Empty(await queue.ListAsync());
        Assert.Equal(1, (await queue.CountAsync()).Requeued);
    });

    [Fact]
    public void Requeue_ThatTakesLong_DisturbsNobodyAndIsNotDoneTwice() => Simulation.Test(static async test =>
    {
        DeadLetterQueueRef<string> queue = await StartAsync(test, new() { Requeue = static (process, _) => process.DelayAsync(Second * 3) });
        await queue.AddAsync("a", "slow");
        await queue.AddAsync("b", "slow");
        Task<RequeueResult> first = queue.RequeueAsync(1).AsTask();
        await test.DelayAsync(Second);

        Assert.IsType<RequeueResult.Running>(await queue.RequeueAsync(1));
        Assert.False(await queue.DropAsync(1));
        Assert.False(await queue.HoldAsync(1, null));
        Assert.True(await queue.DropAsync(2));
        Assert.IsType<RequeueResult.Done>(await first);
    });

    [Fact]
    public void Hold_HasItHandledAtItsTime_AlsoAfterARestart() => Simulation.Test(static async test =>
    {
        List<(string, TimeSpan)> handled = [];
        MemoryStore store = new(test);
        DeadLetterQueueRef<string> queue = await StartAsync(test, new()
        {
            Store = store,
            Requeue = (_, message) =>
            {
                handled.Add((message, test.Simulation.Time.Elapsed));
                return Task.CompletedTask;
            },
        });
        foreach (string message in (string[])["a", "b", "c"])
        {
            await queue.AddAsync(message, "later");
        }

        DateTimeOffset now = test.Time.GetUtcNow();
        TimeSpan start = test.Simulation.Time.Elapsed;
        Assert.True(await queue.HoldAsync(1, now + (Second * 60)));
        Assert.True(await queue.HoldAsync(2, now + (Second * 10)));
        Assert.True(await queue.HoldAsync(3, now + (Second * 20)));
        Assert.True(await queue.HoldAsync(2, now + (Second * 30)));
        Assert.True(await queue.HoldAsync(3, null));
        queue.Pid.Exit(ExitReason.Kill);
        await test.ExpectRestartAsync("dead");
        await test.DelayAsync(Second * 100);

        Assert.Equal([("b", start + (Second * 30)), ("a", start + (Second * 60))], handled);
        Assert.Equal(3, Assert.Single(await queue.ListAsync()).Id);
    });

    [Theory]
    [InlineData(MailboxFullMode.Reject, SendResult.Full, "ab", null)]
    [InlineData(MailboxFullMode.DropNewest, SendResult.Dropped, "ab", DeadLetterCause.DroppedNewest)]
    [InlineData(MailboxFullMode.DropOldest, SendResult.Accepted, "bc", DeadLetterCause.DroppedOldest)]
    public void FullQueue_DoesWhatItWasTold_AndReportsEachDrop(
        MailboxFullMode mode, SendResult result, string left, DeadLetterCause? cause) => Simulation.Test(async test =>
    {
        DeadLetterQueueRef<string> queue = await StartAsync(test, new() { Capacity = 2, WhenFull = mode });
        await queue.AddAsync("a", "x");
        await queue.AddAsync("b", "x");

        Assert.Equal(result, await queue.AddAsync("c", "x"));
        Assert.Equal(left, string.Concat((await queue.ListAsync()).Select(static entry => entry.Message)));
        DeadLetterQueue.Counts counts = await queue.CountAsync();
        Assert.Equal((cause is null ? 0 : 1, cause is null ? 1 : 0), (counts.Dropped, counts.Refused));
        Assert.Equal(cause, test.Simulation.DeadLetters.SingleOrDefault()?.Cause);
    });

    [Fact]
    public void Restart_WithAStore_KeepsWhatWasAcknowledged() => Simulation.Test(static async test =>
    {
        MemoryStore store = new(test);
        DeadLetterQueueRef<string> queue = await StartAsync(test, new() { Store = store });
        await queue.AddAsync("a", "x");
        await queue.AddAsync("b", "y", 2);
        await queue.DropAsync(1);
        IReadOnlyList<DeadLetterEntry<string>> before = await queue.ListAsync();

        queue.Pid.Exit(ExitReason.Kill);
        await test.ExpectRestartAsync("dead");
        Assert.Equal(before, await queue.ListAsync());
        await queue.AddAsync("c", "z");
        Assert.Equal([2, 3], (await queue.ListAsync()).Select(static entry => entry.Id));
    });

    [Fact]
    public void Requeue_WithoutAHandler_SaysSo() => Simulation.Test(static async test =>
    {
        DeadLetterQueueRef<string> queue = await StartAsync(test, new());
        await queue.AddAsync("a", "x");

        Assert.Equal(new RequeueResult.Failed(new ExitReason.Custom("no_requeue")), await queue.RequeueAsync(1));
        Assert.Single(await queue.ListAsync());
    });

    [Fact]
    public void DeadLettersOfTheRuntime_FeedIt_WithTheirCause()
    {
        DeadLetterQueueRef<DeadLetter> queue = default;
        SimulationOptions options = new() { Runtime = new() { OnDeadLetter = letter => DeadLetterQueue.Feed(queue, letter) } };
        Simulation.Test(async test =>
        {
            queue = DeadLetterQueueRef<DeadLetter>.ForName(test.Runtime, "dead");
            await test.StartSupervisedAsync(DeadLetterQueue.Child<DeadLetter>("dead", new() { Capacity = 2, WhenFull = MailboxFullMode.DropOldest }));
            Pid gone = test.Spawn(static process => process.ReceiveAsync<int>().AsTask());
            gone.Send("left behind");
            gone.Exit(ExitReason.Kill);
            await gone.WaitForExitAsync();
            gone.Send("too late");
            test.Runtime.Send("nobody", "no name");

            IReadOnlyList<DeadLetterEntry<DeadLetter>> list = await queue.ListAsync();
            Assert.Equal(["NoProcess", "NoName"], list.Select(static entry => entry.Reason));
            Assert.Equal(["too late", "no name"], list.Select(static entry => entry.Message.Message));
            Assert.Equal((3, 1), ((await queue.CountAsync()).Added, (await queue.CountAsync()).Dropped));
        }, options);
    }

    [Fact]
    public void Flood_OfDeadLetters_WhileTheStoreHangs_IsBounded()
    {
        const int Flood = 25_000;
        DeadLetterQueueRef<DeadLetter> queue = default;
        TaskCompletionSource disk = new();
        SimulationOptions options = new() { MaxSteps = 1_000_000, Runtime = new() { OnDeadLetter = letter => DeadLetterQueue.Feed(queue, letter) } };
        Simulation.Test(async test =>
        {
            queue = DeadLetterQueueRef<DeadLetter>.ForName(test.Runtime, "dead");
            await test.StartSupervisedAsync(DeadLetterQueue.Child<DeadLetter>("dead", new() { Store = new HangingStore(disk.Task), Capacity = 10 }));
            for (int i = 0; i < Flood; i++)
            {
                test.Runtime.Send("nobody", "no name");
                if (i % 1000 == 0)
                {
                    await test.IdleAsync();
                }
            }

            await test.IdleAsync();
            Assert.InRange(((ProcessCell)queue.Pid.Target!).MailboxLength, 1, Flood / 2);
            Assert.Equal(Flood, test.Runtime.DeadLetterCount);
            disk.SetResult();
            await test.DelayAsync(Second);
            Assert.Equal(10, (await queue.CountAsync()).Waiting);
            test.Runtime.Send("nobody", "no name");
            Assert.Equal(10, (await queue.CountAsync()).Waiting);
        }, options);
    }

    [Fact]
    public void Requeue_ThatFailsWithoutWords_KeepsTheMessage() => Simulation.Test(static async test =>
    {
        DeadLetterQueueRef<string> queue = await StartAsync(test, new() { Requeue = static (_, _) => throw new WordlessException() });
        Pid before = queue.Pid;
        await queue.AddAsync("a", "unknown type");

        test.AllowCrashes();
        Assert.IsType<RequeueResult.Failed>(await queue.RequeueAsync(1));

        Assert.Equal(before, queue.Pid);
        Assert.Equal((2, "a"), ((await queue.PeekAsync(1))!.Attempts, (await queue.PeekAsync(1))!.Message));
    });

    [Fact]
    public void Hold_UntilATimeThatIsPast_HasItHandledAtOnce() => Simulation.Test(static async test =>
    {
        List<string> handled = [];
        DeadLetterQueueRef<string> queue = await StartAsync(test, new()
        {
            Requeue = (_, message) =>
            {
                handled.Add(message);
                return Task.CompletedTask;
            },
        });
        await queue.AddAsync("a", "later");
        Pid process = queue.Pid;

        // A millisecond ago looks like an infinite time from now.
        Assert.True(await queue.HoldAsync(1, test.Time.GetUtcNow() - TimeSpan.FromMilliseconds(1)));
        await test.IdleAsync();
        Assert.Equal(["a"], handled);
        Assert.Equal(process, queue.Pid);
    });

    [Fact]
    public void Hold_ThatIsReplacedOrDropped_LeavesNoTimer() => Simulation.Test(static async test =>
    {
        DeadLetterQueueRef<string> queue = await StartAsync(test, new());
        int before = test.Runtime.Timers.Count;
        for (int id = 1; id <= 10; id++)
        {
            await queue.AddAsync("a", "later");
            await queue.HoldAsync(id, DateTimeOffset.MaxValue);
            await queue.HoldAsync(id, test.Time.GetUtcNow() + TimeSpan.FromDays(1));
            await queue.DropAsync(id);
        }

        Assert.Equal(before, test.Runtime.Timers.Count);
    });

    [Fact]
    public void Options_ThatCannotBe_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DeadLetterQueue.Child<string>("dead", new() { Capacity = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeadLetterQueue.Child<string>("dead", new() { WhenFull = MailboxFullMode.Wait }));
    }

    private static async Task<DeadLetterQueueRef<string>> StartAsync(TestProcess test, DeadLetterQueueOptions<string> options)
    {
        await test.StartSupervisedAsync(DeadLetterQueue.Child("dead", options));
        return DeadLetterQueueRef<string>.ForName(test.Runtime, "dead");
    }

    private sealed class WordlessException : Exception
    {
        public override string Message => throw new InvalidOperationException("There are no words.");
    }

    private sealed class HangingStore(Task until) : IDeadLetterStore<DeadLetter>
    {
        public ValueTask<IReadOnlyList<DeadLetterEntry<DeadLetter>>> LoadAsync() => new([]);

        public async ValueTask PutAsync(DeadLetterEntry<DeadLetter> entry) => await until;

        public ValueTask RemoveAsync(long id) => default;
    }
}
