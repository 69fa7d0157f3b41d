using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Mailboxes;

/// <summary>Mailboxes with a bound, in their four modes.</summary>
[Trait("Bug", "6")]
public sealed class BoundedMailboxTests
{
    [Theory]
    [InlineData(MailboxFullMode.Wait, SendResult.Full, "1 2", DeadLetterCause.MailboxFull)]
    [InlineData(MailboxFullMode.Reject, SendResult.Full, "1 2", DeadLetterCause.MailboxFull)]
    [InlineData(MailboxFullMode.DropNewest, SendResult.Dropped, "1 2", DeadLetterCause.DroppedNewest)]
    [InlineData(MailboxFullMode.DropOldest, SendResult.Accepted, "2 3", DeadLetterCause.DroppedOldest)]
    public void Send_ToAFullMailbox_DoesWhatItsModeSays(MailboxFullMode mode, SendResult third, string handled, DeadLetterCause cause)
    {
        using Simulation simulation = new();
        List<object> seen = [];
        Pid receiver = simulation.Runtime.Spawn(Bodies.Collects(seen), Bounded(2, mode));

        Assert.Equal((SendResult.Accepted, SendResult.Accepted, third), (receiver.Send(1), receiver.Send(2), receiver.Send(3)));
        simulation.RunUntilIdle();

        Assert.Equal(handled, string.Join(' ', seen));
        Assert.Equal([new DeadLetter(receiver, null, mode == MailboxFullMode.DropOldest ? 1 : 3, cause)], simulation.DeadLetters);
        Assert.Equal(SendResult.Accepted, receiver.Send(4));
    }

    [Theory]
    [InlineData(MailboxFullMode.Reject)]
    [InlineData(MailboxFullMode.DropNewest)]
    public void Call_ToAFullMailboxThatDoesNotWait_FailsAtOnce(MailboxFullMode mode)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartBusyAsync(context, 1, mode, new TaskCompletionSource().Task);
            server.Cast(TestServer.Value(0));

            CallResult<int> result = await server.TryCallAsync(TestServer.Value(1));

            Assert.Equal(CallFailureCause.Overloaded, result.Failure!.Cause);
        });
        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
    }

    [Fact]
    public void SendAsync_ToAFullMailbox_WaitsForRoomInOrder() => Seeds.Explore(async context =>
    {
        List<object> seen = [];
        TaskCompletionSource gate = new();
        Pid receiver = context.Spawn(
            async self =>
            {
                await gate.Task;
                await Bodies.Collects(seen)(self);
            },
            Bounded(2));
        List<Task<SendResult>> sends = [];
        for (int i = 0; i < 8; i++)
        {
            sends.Add(receiver.SendAsync(i).AsTask());
        }

        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, sends.Count(send => send.IsCompleted));
        Assert.Equal(2, (await context.Runtime.InfoAsync(receiver))!.MailboxLength);
        Assert.Equal(SendResult.Full, receiver.Send("no way past those who wait"));
        gate.SetResult();

        Assert.All(await Task.WhenAll(sends), result => Assert.Equal(SendResult.Accepted, result));
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], seen);
    });

    [Fact]
    public void SendAsync_Cancelled_IsNotSentAndLetsTheNextIn()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            List<object> seen = [];
            TaskCompletionSource gate = new();
            Pid receiver = context.Spawn(
                async self =>
                {
                    await gate.Task;
                    await Bodies.Collects(seen)(self);
                },
                Bounded(1));
            receiver.Send("first");
            using CancellationTokenSource source = new();
            Task<SendResult> given = receiver.SendAsync("given up", source.Token).AsTask();
            Task<SendResult> next = receiver.SendAsync("next", CancellationToken.None).AsTask();
            source.Cancel();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
            gate.SetResult();

            Assert.Equal(SendResult.Accepted, await next);
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(["first", "next"], seen);
        });
    }

    [Fact]
    public void Waiter_Dies_ItsMessageIsNotSentAndTheNextGetsTheRoom() => Seeds.Explore(async context =>
    {
        List<object> seen = [];
        TaskCompletionSource gate = new();
        Pid receiver = context.Spawn(
            async self =>
            {
                await gate.Task;
                await Bodies.Collects(seen)(self);
            },
            Bounded(1));
        receiver.Send("first");
        (Pid dying, _) = context.SpawnMonitor(async _ => await receiver.SendAsync("from the dead"));
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Task<SendResult> next = receiver.SendAsync("next").AsTask();
        dying.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Killed, (await context.ReceiveAsync<Signal.Down>()).Reason);
        gate.SetResult();

        Assert.Equal(SendResult.Accepted, await next);
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "next"], seen);
    });

    [Fact]
    public void Receiver_DiesWithManyWaiters_AllAreTold() => Seeds.Explore(
        async context =>
        {
            ServerRef<Work> server = await StartBusyAsync(context, 1, MailboxFullMode.Wait, new TaskCompletionSource().Task);
            server.Cast(TestServer.Value(0));
            List<Task<SendResult>> sends = [];
            List<Task<CallResult<int>>> calls = [];
            for (int i = 0; i < 100; i++)
            {
                sends.Add(server.CastAsync(TestServer.Value(i)).AsTask());
                calls.Add(server.TryCallAsync(TestServer.Value(i), Timeout.InfiniteTimeSpan).AsTask());
            }

            await context.DelayAsync(TimeSpan.FromSeconds(1));
            server.Pid.Exit(ExitReason.Kill);

            Assert.All(await Task.WhenAll(sends), result => Assert.Equal(SendResult.NoProcess, result));
            Assert.All(await Task.WhenAll(calls), result => Assert.Equal(CallFailureCause.ServerEnded, result.Failure!.Cause));
        },
        seeds: 30);

    [Theory]
    [InlineData(MailboxFullMode.Wait)]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    public void Anything_SentToABoundedProcessThatIsGone_FindsNoProcess(MailboxFullMode mode) => Seeds.Explore(
        async context =>
        {
            Pid gone = context.Spawn(_ => Task.CompletedTask, Bounded(1, mode));
            gone.Send("fills it");
            Task<ExitReason> ended = gone.WaitForExitAsync();
            for (int i = 0; i < 4; i++)
            {
                gone.Send(i);
                await Task.Yield();
            }

            await ended;

            Assert.Equal((SendResult.NoProcess, SendResult.NoProcess), (gone.Send("x"), await gone.SendAsync("x")));
            Assert.Equal(CallFailureCause.NoProcess, (await ServerRef<Work>.ForPid(gone).TryCallAsync(TestServer.Value(1))).Failure!.Cause);
        },
        seeds: 50);

    [Fact]
    public void Signals_RepliesAndTimers_AreNeverRefused() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer());
        List<object> seen = [];
        Pid full = context.Spawn(
            async self =>
            {
                self.SendAfter(TimeSpan.Zero, self.Self, "timer");
                self.SpawnMonitor(_ => Task.CompletedTask);
                Assert.Equal(1, await server.CallAsync(TestServer.Value(1)));
                await self.DelayAsync(TimeSpan.FromSeconds(1));
                await Bodies.Collects(seen)(self);
            },
            Bounded(1));
        full.Send("fills it");
        await context.DelayAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(3, seen.Count);
        Assert.Contains("timer", seen);
        Assert.Single(seen.OfType<Signal.Down>());
        Task<ExitReason> ended = full.WaitForExitAsync();
        full.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Killed, await ended);
    });

    [Fact]
    public void TwoProcesses_OfCapacityOneCallingEachOther_BothEnd() => Seeds.Explore(
        async context =>
        {
            ServerOptions bounded = new() { Mailbox = new MailboxOptions(1) };
            ServerRef<Work> first = await context.Runtime.StartServerAsync(() => new TestServer(), bounded);
            ServerRef<Work> second = await context.Runtime.StartServerAsync(() => new TestServer(), bounded);
            List<Task<CallResult<bool>>> calls = [];
            for (int i = 0; i < 4; i++)
            {
                (ServerRef<Work> one, ServerRef<Work> other) = i % 2 == 0 ? (first, second) : (second, first);
                calls.Add(one.TryCallAsync(
                    new Ask<bool>(async (self, ask) => self.Reply(ask, (await other.TryCallAsync(TestServer.Value(1), TimeSpan.FromSeconds(1))).IsReply)),
                    Timeout.InfiniteTimeSpan).AsTask());
            }

            CallResult<bool>[] results = await Task.WhenAll(calls);

            Assert.All(results, result => Assert.True(result.IsReply));
            Assert.Equal(1, await first.CallAsync(TestServer.Value(1)));
            Assert.Equal(1, await second.CallAsync(TestServer.Value(1)));
        },
        new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Off });

    [Fact]
    public void Bound_UnderManySenders_IsNeverExceeded() => Seeds.Explore(async context =>
    {
        int longest = 0;
        Pid receiver = context.Spawn(
            async self =>
            {
                while (await self.TryReceiveAsync<object>(TimeSpan.FromSeconds(10)) is not null)
                {
                    longest = Math.Max(longest, (await self.Runtime.InfoAsync(self.Self))!.MailboxLength);
                }
            },
            Bounded(3));
        for (int i = 0; i < 5; i++)
        {
            context.Spawn(async _ =>
            {
                for (int j = 0; j < 5; j++)
                {
                    Assert.Equal(SendResult.Accepted, await receiver.SendAsync(j));
                }
            });
        }

        Assert.Equal(ExitReason.Normal, await receiver.WaitForExitAsync());
        Assert.InRange(longest, 1, 3);
    });

    [Fact]
    public void DropOldest_WhileTheReceiverIsBusy_KeepsNoMoreThanASmallMultipleOfTheBound()
    {
        using Simulation simulation = new();
        TaskCompletionSource gate = new();
        List<object> seen = [];
        Pid receiver = simulation.Runtime.Spawn(
            async self =>
            {
                await gate.Task;
                await Bodies.Collects(seen)(self);
            },
            Bounded(2, MailboxFullMode.DropOldest));
        for (int i = 0; i < 1000; i++)
        {
            receiver.Send(i);
            simulation.RunUntilIdle();
        }

        ProcessInfo? info = simulation.Complete(simulation.Runtime.InfoAsync(receiver));
        Assert.InRange(info!.MailboxLength, 2, 24);
        gate.SetResult();
        simulation.RunUntilIdle();
        Assert.Equal([998, 999], seen);
    }

    private static ProcessOptions Bounded(int capacity, MailboxFullMode mode = MailboxFullMode.Wait) =>
        new() { Mailbox = new MailboxOptions(capacity, mode) };

    private static async Task<ServerRef<Work>> StartBusyAsync(ProcessContext context, int capacity, MailboxFullMode mode, Task until)
    {
        ServerRef<Work> server = await context.Runtime.StartServerAsync(
            () => new TestServer(), new ServerOptions { Mailbox = new MailboxOptions(capacity, mode), AbandonAfter = TimeSpan.Zero });
        server.Cast(new Do(async _ => await until));
        await context.DelayAsync(TimeSpan.FromTicks(0));
        await context.Runtime.InfoAsync(server.Pid);
        return server;
    }
}
