using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>Calls: how they are answered, and how they fail.</summary>
public sealed class CallTests
{
    private static readonly InvalidOperationException Error = new("boom");

    [Fact]
    public void Call_ServerReplies_CompletesWithTheReply() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await StartAsync(context);

        Assert.Equal(1, await server.CallAsync(TestServer.Value(1)));
        CallResult<int> result = await server.TryCallAsync(TestServer.Value(2));

        Assert.True(result is { IsReply: true, Reply: 2, Failure: null });
        Assert.True(result.TryGetReply(out int reply));
        Assert.Equal(2, reply);
    });

    [Theory]
    [InlineData("normal")]
    [InlineData("shutdown")]
    [InlineData("custom")]
    public void Call_ServerStopsInstead_FailsWithItsReason(string name) => Seeds.Explore(async context =>
    {
        ExitReason reason = name switch { "normal" => ExitReason.Normal, "shutdown" => ExitReason.Shutdown, _ => new ExitReason.Custom("custom") };
        ServerRef<Work> server = await StartAsync(context);

        CallResult<int> result = await server.TryCallAsync(new Ask<int>((self, _) => self.Stop(reason)));

        Assert.Equal((CallFailureCause.ServerEnded, reason), (result.Failure!.Cause, result.Failure.Reason));
        Assert.Throws<CallFailedException>(() => result.Reply);
    });

    [Fact]
    public void Call_ServerCrashesAfterItsReply_CallerGetsTheCrash() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await StartAsync(context);

        CallFailedException error = await Assert.ThrowsAsync<CallFailedException>(async () => await server.CallAsync(new Ask<int>((self, ask) =>
        {
            self.Reply(ask, 1);
            throw Error;
        })));

        Assert.Equal((server.Pid, new ExitReason.Crashed(Error)), (error.Target, error.Reason));
        Assert.Same(Error, error.InnerException);
    });

    [Fact]
    public void Call_WithReplyAndStop_ReplyComesAfterTerminate() => Seeds.Explore(async context =>
    {
        List<string> trace = [];
        TaskCompletionSource gate = new();
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer
        {
            Trace = trace,
            OnTerminate = async (_, _) =>
            {
                await gate.Task;
                throw Error;
            },
        });
        Task<int> call = server.CallAsync(new Ask<int>((self, ask) =>
        {
            self.Reply(ask, 1);
            self.Stop(ExitReason.Normal);
        })).AsTask();
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["terminate normal"], trace);
        Assert.False(call.IsCompleted);

        gate.SetResult();

        Assert.Equal(1, await call);
    });

    [Fact]
    [Trait("Bug", "31")]
    public void Call_ServerSentMessagesBeforeItsReply_TheyAreThereFirst() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await StartAsync(context);
        Pid self = context.Self;

        await server.CallAsync(new Ask<bool>((callee, ask) =>
        {
            self.Send(1);
            callee.TakeCaller(ask).Reply(true);
            self.Send(2);
        }));

        Assert.NotNull(await context.TryReceiveAsync<object>(TimeSpan.Zero, message => message.Equals(1)));
    });

    [Fact]
    public void Call_ToOneThatIsGone_FailsAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            await server.StopAsync();

            CallFailedException gone = await Assert.ThrowsAsync<CallFailedException>(async () => await server.CallAsync(TestServer.Value(1)));
            CallResult<int> unnamed = await ServerRef<Work>.ForName(context.Runtime, "nobody").TryCallAsync(TestServer.Value(1));

            Assert.Equal((server.Pid, CallFailureCause.NoProcess, ExitReason.NoProcess), (gone.Target, gone.Failure.Cause, gone.Reason));
            Assert.Equal(CallFailureCause.NoProcess, unnamed.Failure!.Cause);
            Assert.Contains("nobody", unnamed.Failure.Detail, StringComparison.Ordinal);
        });
        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
    }

    [Fact]
    [Trait("Bug", "27")]
    public void Call_ToOneself_FailsAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);

            CallFailureCause cause = await server.CallAsync(new Ask<CallFailureCause>(async (self, ask) =>
                self.Reply(ask, (await ServerRef<Work>.ForPid(self.Self).TryCallAsync(TestServer.Value(1))).Failure!.Cause)));

            Assert.Equal(CallFailureCause.SelfCall, cause);
        });
    }

    [Fact]
    public void Call_HandledWithoutAReply_FailsAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);

            CallResult<int> result = await server.TryCallAsync(new Ask<int>((_, _) => { }));

            Assert.Equal(CallFailureCause.NoReply, result.Failure!.Cause);
            Assert.True(server.Pid.IsAlive);
        });
        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
    }

    [Fact]
    public void Call_OfATypeThatTheServerDoesNotHandle_FailsAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);

            CallResult<int> result = await ServerRef<OtherCall>.ForPid(server.Pid).TryCallAsync(new OtherCall());

            Assert.Equal(CallFailureCause.NoReply, result.Failure!.Cause);
        });
        Assert.Equal(DeadLetterCause.UnexpectedMessage, Assert.Single(simulation.DeadLetters).Cause);
    }

    [Fact]
    public void Message_OfATypeThatTheServerDoesNotHandle_IsADeadLetter()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            server.Pid.Send("what is this");

            Assert.Equal(1, await server.CallAsync(TestServer.Value(1)));
        });
        Assert.Equal(DeadLetterCause.UnexpectedMessage, Assert.Single(simulation.DeadLetters).Cause);
    }

    [Fact]
    public void SecondReply_IsCountedAndIgnored()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            ReplyTo<int> kept = default;

            Assert.Equal(1, await server.CallAsync(new Ask<int>((self, ask) =>
            {
                self.Reply(ask, 1);
                self.Reply(ask, 2);
            })));
            Assert.Equal(3, await server.CallAsync(new Ask<int>((self, ask) =>
            {
                kept = self.TakeCaller(ask);
                Assert.True(kept.Reply(3));
            })));

            Assert.False(kept.Reply(4));
        });

        Assert.Equal([2, 4], simulation.DeadLetters.Select(letter => (int)letter.Message!));
        Assert.All(simulation.DeadLetters, letter => Assert.Equal(DeadLetterCause.LateReply, letter.Cause));
    }

    [Fact]
    public void TakeCaller_AnotherProcessReplies_CallerGetsIt() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await StartAsync(context);

        int reply = await server.CallAsync(new Ask<int>((self, ask) =>
        {
            ReplyTo<int> caller = self.TakeCaller(ask);
            self.Context.Spawn(_ =>
            {
                caller.Reply(5);
                return Task.CompletedTask;
            });
        }));

        Assert.Equal(5, reply);
    });

    [Fact]
    public void TakeCaller_ServerEndsBeforeAnybodyReplied_CallerGetsTheReason() => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await StartAsync(context);
        Task<CallResult<int>> call = server.TryCallAsync(TestServer.Keeps()).AsTask();
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        server.Pid.Exit(ExitReason.Kill);

        Assert.Equal((CallFailureCause.ServerEnded, ExitReason.Killed), ((await call).Failure!.Cause, (await call).Failure!.Reason));
    });

    [Fact]
    public void TakeCaller_OneMessageInstanceFromTwoCallers_EachGetsItsOwnReply() => Seeds.Explore(async context =>
    {
        List<ReplyTo<int>> callers = [];
        Ask<int> shared = TestServer.Keeps(callers.Add);
        ServerRef<Work> server = await StartAsync(context);
        Task<int> first = server.CallAsync(shared).AsTask();
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Task<int> second = server.CallAsync(shared).AsTask();
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        callers[1].Reply(2);
        callers[0].Reply(1);

        Assert.Equal((1, 2), (await first, await second));
    });

    [Fact]
    public void CastOfACallMessage_HasNoCallerAndItsRepliesAreCounted()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);
            server.Cast(TestServer.Value(1));
            server.Cast(TestServer.Keeps(caller => Assert.False(caller.Reply(2))));

            Assert.Equal(3, await server.CallAsync(TestServer.Value(3)));
        });

        Assert.Equal([1, 2], simulation.DeadLetters.Select(letter => (int)letter.Message!));
        Assert.All(simulation.DeadLetters, letter => Assert.Equal(DeadLetterCause.NoCaller, letter.Cause));
    }

    [Fact]
    public void Reply_ToAMessageThatIsNotBeingHandledOrWasTaken_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context);

            Assert.Equal(1, await server.CallAsync(new Ask<int>((self, ask) =>
            {
                Assert.Throws<InvalidOperationException>(() => self.Reply(TestServer.Value(1), 1));
                Assert.Throws<InvalidOperationException>(() => self.TakeCaller(TestServer.Value(1)));
                ReplyTo<int> caller = self.TakeCaller(ask);
                Assert.Throws<InvalidOperationException>(() => self.Reply(ask, 1));
                Assert.Throws<InvalidOperationException>(() => self.TakeCaller(ask));
                caller.Reply(1);
            })));
        });
    }

    [Fact]
    public void Call_FromOutside_WorksAndFailsTheSameWay() => Seeds.Explore(simulation =>
    {
        Task<ServerRef<Work>> start = simulation.Runtime.StartServerAsync(() => new TestServer());
        simulation.RunUntilIdle();
        ServerRef<Work> server = start.Result;
        Task<int> replies = server.CallAsync(TestServer.Value(1)).AsTask();
        Task<CallResult<int>> late = server.TryCallAsync(TestServer.Keeps(), TimeSpan.FromSeconds(1)).AsTask();
        simulation.Advance(TimeSpan.FromSeconds(1));
        Task<CallResult<int>> crashes = server.TryCallAsync(new Ask<int>((Action<TestServer, Ask<int>>)((_, _) => throw Error))).AsTask();
        simulation.RunUntilIdle();
        Task<CallResult<int>> gone = server.TryCallAsync(TestServer.Value(1)).AsTask();
        simulation.RunUntilIdle();

        Assert.Equal(1, replies.Result);
        Assert.Equal(CallFailureCause.Timeout, late.Result.Failure!.Cause);
        Assert.Equal(CallFailureCause.ServerEnded, crashes.Result.Failure!.Cause);
        Assert.Equal(CallFailureCause.NoProcess, gone.Result.Failure!.Cause);
        Assert.Equal(0, simulation.Runtime.TimerCount);
    });

    [Fact]
    public void Call_ToABody_IsAnsweredThroughTakeCaller() => Seeds.Explore(async context =>
    {
        Pid body = context.Spawn(async self =>
        {
            Ask<int> ask = await self.ReceiveAsync<Ask<int>>();
            self.TakeCaller<Work, int>(ask).Reply(7);
            await self.ReceiveAsync<Ask<int>>();
        });

        Assert.Equal(7, await ServerRef<Work>.ForPid(body).CallAsync(TestServer.Value(0)));
        Assert.Equal(ExitReason.Normal, (await ServerRef<Work>.ForPid(body).TryCallAsync(TestServer.Value(0))).Failure!.Reason);
    });

    private static Task<ServerRef<Work>> StartAsync(ProcessContext context) => context.Runtime.StartServerAsync(() => new TestServer());

    private sealed record OtherCall : ICall<OtherCall, int>;
}
