using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>Calls that end before their reply: by time, by a token, by the caller's end. Nothing of them stays.</summary>
[Trait("Bug", "25")]
public sealed class CallTimeoutTests
{
    [Fact]
    public void Call_NoReplyInTime_ThrowsWithWhatIsKnownOfTheServer()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            server.Cast(new Do(async _ => await new TaskCompletionSource().Task));

            CallTimeoutException error = await Assert.ThrowsAsync<CallTimeoutException>(
                async () => await server.CallAsync(TestServer.Value(1), TimeSpan.FromSeconds(2)));

            Assert.Equal((server.Pid, new ExitReason.Custom("timeout")), (error.Target, error.Reason));
            Assert.Contains("no reply within 2 s", error.Message, StringComparison.Ordinal);
            Assert.Contains("1 messages wait, handling Do", error.Message, StringComparison.Ordinal);
        });
        Assert.Equal(TimeSpan.FromSeconds(2), simulation.Time.Elapsed);
    }

    [Fact]
    public void Call_WithoutATimeout_WaitsFiveSecondsOrWhatTheRuntimeSays()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Elapsed(new ProcessRuntimeOptions()));
        Assert.Equal(TimeSpan.FromSeconds(9), Elapsed(new ProcessRuntimeOptions { CallTimeout = TimeSpan.FromSeconds(9) }));

        static TimeSpan Elapsed(ProcessRuntimeOptions options)
        {
            using Simulation simulation = new(options: options);
            simulation.Run(async context => await (await StartAsync(context)).TryCallAsync(TestServer.Keeps()));
            return simulation.Time.Elapsed;
        }
    }

    [Fact]
    public void Reply_AfterTheTimeout_IsDroppedAndCounted() => Seeds.Explore(simulation =>
    {
        simulation.Run(async context =>
        {
            ReplyTo<int> kept = default;
            ServerRef<Work> server = await StartAsync(context);
            CallResult<int> result = await server.TryCallAsync(TestServer.Keeps(caller => kept = caller), TimeSpan.FromSeconds(1));
            Assert.Equal(CallFailureCause.Timeout, result.Failure!.Cause);

            Assert.False(kept.Reply(1));

            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.FromSeconds(1)));
            Assert.Equal(2, await server.CallAsync(TestServer.Value(2)));
        });
        Assert.Equal([DeadLetterCause.LateReply], simulation.DeadLetters.Select(letter => letter.Cause));
    });

    [Fact]
    public void Reply_RacingWithTheTimeout_CountsOrIsDropped()
    {
        HashSet<bool> outcomes = [];
        Seeds.Explore(simulation =>
        {
            bool replied = false;
            bool accepted = false;
            simulation.Run(async context =>
            {
                ServerRef<Work> server = await StartAsync(context);
                CallResult<int> result = await server.TryCallAsync(
                    new Ask<int>(async (self, ask) =>
                    {
                        ReplyTo<int> caller = self.TakeCaller(ask);
                        await self.Context.DelayAsync(TimeSpan.FromSeconds(1));
                        accepted = caller.Reply(1);
                    }),
                    TimeSpan.FromSeconds(1));
                replied = result.IsReply;
                await context.DelayAsync(TimeSpan.FromSeconds(1));
                Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
            });

            Assert.Equal(replied, accepted);
            Assert.Equal(replied ? 0 : 1, simulation.DeadLetters.Count);
            outcomes.Add(replied);
        });
        Assert.Equal(2, outcomes.Count);
    }

    [Fact]
    public void Calls_WithUniqueTokens_GetTheirOwnReplyOrNone() => Seeds.Explore(
        async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            for (int i = 0; i < 50; i++)
            {
                int token = i;
                CallResult<int> result = await server.TryCallAsync(
                    new Ask<int>((self, ask) =>
                    {
                        ReplyTo<int> caller = self.TakeCaller(ask);
                        self.Context.Spawn(async answering =>
                        {
                            await answering.DelayAsync(TimeSpan.FromMilliseconds(token % 3));
                            caller.Reply(token);
                            caller.Reply(-1);
                        });
                    }),
                    TimeSpan.FromMilliseconds(1));
                Assert.True(result.Failure is { Cause: CallFailureCause.Timeout } || result.Reply == token);
            }

            await context.DelayAsync(TimeSpan.FromSeconds(1));
            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
            Assert.Equal(0, context.Runtime.TimerCount);
        },
        seeds: 50);

    [Fact]
    public void Call_Cancelled_ThrowsWithTheTokenAndDropsTheReply()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ReplyTo<int> kept = default;
            ServerRef<Work> server = await StartAsync(context);
            using CancellationTokenSource source = new();
            Task<int> call = server.CallAsync(TestServer.Keeps(caller => kept = caller), Timeout.InfiniteTimeSpan, source.Token).AsTask();
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            source.Cancel();

            OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            Assert.Equal(source.Token, error.CancellationToken);
            Assert.False(kept.Reply(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await server.CallAsync(TestServer.Value(1), null, source.Token));
            Assert.True(server.Pid.IsAlive);
        });
    }

    [Fact]
    public void Call_WithAnImpossibleTimeout_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);

            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await server.CallAsync(TestServer.Value(1), TimeSpan.FromSeconds(-2)));
        });
    }

    [Fact]
    [Trait("Bug", "26")]
    public void Calls_AnsweredLateOrToTheDead_LeaveNothingBehind()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            ServerRef<Work> dead = await StartAsync(context);
            await dead.StopAsync();
            for (int i = 0; i < 300; i++)
            {
                await server.TryCallAsync(TestServer.Value(i));
                await server.TryCallAsync(TestServer.Keeps(), TimeSpan.FromMilliseconds(1));
                await dead.TryCallAsync(TestServer.Value(i));
            }

            Assert.Equal(0, context.Runtime.TimerCount);
            ProcessInfo info = (await context.Runtime.InfoAsync(context.Self))!;
            Assert.Equal((0, 0), (info.MailboxLength, info.Monitors));
            Supervision.Runtime.ProcessCell cell = (Supervision.Runtime.ProcessCell)server.Pid.Target!;
            Assert.InRange(cell.Extra.TakenCount, 0, 32);
            Assert.Null(((Supervision.Runtime.ProcessCell)context.Self.Target!).Extra.PendingCalls);
        });
    }

    [Fact]
    [Trait("Bug", "3")]
    public void Calls_ServerDiesAtAnyMoment_EveryOneEnds() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await StartAsync(context);
        List<Task<CallResult<int>>> calls = [];
        for (int i = 0; i < 6; i++)
        {
            calls.Add(server.TryCallAsync(i % 2 == 0 ? TestServer.Value(i) : TestServer.Keeps(), Timeout.InfiniteTimeSpan).AsTask());
            if (i == 3)
            {
                server.Pid.Exit(ExitReason.Kill);
            }

            await Task.Yield();
        }

        CallResult<int>[] results = await Task.WhenAll(calls);

        Assert.All(results, result => Assert.True(
            result.IsReply || result.Failure.Cause is CallFailureCause.ServerEnded or CallFailureCause.NoProcess, result.Failure?.Detail));
    });

    private static Task<ServerRef<Work>> StartAsync(ProcessContext context) => context.Runtime.StartServerAsync(() => new TestServer());
}
