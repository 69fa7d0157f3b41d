using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>When a reply leaves, who gets it, and what becomes of one that nobody waits for.</summary>
public sealed class ReplyTests
{
    private static readonly ExitReason Bad = new ExitReason.Custom("bad");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Reply_HandlerGoesOn_LeavesWhenItReturns()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer
            {
                OnMessage = static async (server, message) =>
                {
                    server.Answer(message, "reply");
                    await server.Context.DelayAsync(Minute);
                },
            });

            Assert.Equal("reply", await server.CallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan));
            Assert.Equal(Minute, simulation.Time.Elapsed);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reply_HandlerThrowsAfterIt_CallerGetsTheCrash(bool later)
    {
        InvalidOperationException boom = new("boom");
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(() => new ScriptedServer
            {
                OnMessage = async (server, message) =>
                {
                    server.Answer(message, "reply");
                    if (later)
                    {
                        await server.Context.DelayAsync(TimeSpan.FromSeconds(1));
                    }

                    throw boom;
                },
            });

            CallResult<string> result = await server.TryCallAsync(new Request.Ask("?"));

            Assert.Equal(CallFailureCause.ServerEnded, result.Failure!.Cause);
            Assert.Equal(new ExitReason.Crashed(boom), result.Failure.Reason);
        });
        Assert.Empty(simulation.DeadLetters);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stop_WithReply_TerminatesFirstAndThenReplies(bool terminateThrows)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(() => new ScriptedServer
            {
                OnMessage = static (server, message) =>
                {
                    server.Stop(Bad);
                    server.Answer(message, "last words");
                    return default;
                },
                OnTerminate = async (server, reason) =>
                {
                    Assert.Equal(Bad, reason);
                    await server.Context.DelayAsync(Minute);
                    if (terminateThrows)
                    {
                        throw new ProcessExitException(ExitReason.Shutdown);
                    }
                },
            });
            MonitorRef monitor = context.Monitor(server.Pid);

            Assert.Equal("last words", await server.CallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan));

            Assert.Equal(Minute, simulation.Time.Elapsed);
            Signal.Down down = await context.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);
            Assert.Equal(terminateThrows ? ExitReason.Shutdown : Bad, down.Reason);
        });
    }

    [Fact]
    public void TakeCaller_OfCast_AnswerIsCountedAsNoCaller()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer
            {
                OnMessage = static (server, message) =>
                {
                    Assert.False(server.Take(message).Reply("nobody"));
                    return default;
                },
            });
            server.Cast(new Request.Ask("cast"));
            Assert.Equal(ExitReason.Normal, await server.StopAsync());

            DeadLetter letter = Assert.Single(simulation.DeadLetters);
            Assert.Equal((server.Pid, "nobody", DeadLetterCause.NoCaller), (letter.Target, letter.Message, letter.Cause));
        });
    }

    [Fact]
    public void TakeCaller_OfMessageSentToABody_AnswerIsCountedAsNoCaller()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.Self.Send(new Request.Ask("sent"));
            Request.Ask message = await context.ReceiveAsync<Request.Ask>();

            Assert.False(context.TakeCaller<Request, string>(message).Reply("nobody"));

            Assert.Equal(DeadLetterCause.NoCaller, Assert.Single(simulation.DeadLetters).Cause);
        });
    }

    [Fact]
    public void Reply_ToMessageHandledEarlier_ThrowsAndNamesTakeCaller()
    {
        Request? earlier = null;
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(() => new ScriptedServer
            {
                OnMessage = (server, message) =>
                {
                    Exception? error = Record.Exception(() => server.Answer(earlier ?? message, "reply"));
                    earlier ??= message;
                    server.Answer(message, error?.Message ?? "second");
                    return default;
                },
            });

            Assert.Equal("reply", await server.CallAsync(new Request.Ask("1")));
            string text = await server.CallAsync(new Request.Ask("2"));

            Assert.StartsWith($"Ask is not the message that {server.Pid} is handling now", text, StringComparison.Ordinal);
            Assert.Contains("call TakeCaller", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Reply_CallerWasTaken_Throws()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer
            {
                OnMessage = static (server, message) =>
                {
                    ReplyTo<string> caller = server.Take(message);
                    Assert.Throws<InvalidOperationException>(() => server.Take(message));
                    caller.Reply(Assert.Throws<InvalidOperationException>(() => server.Answer(message, "reply")).Message);
                    return default;
                },
            });

            string text = await server.CallAsync(new Request.Ask("?"));

            Assert.Equal($"The caller of Ask was taken from {server.Pid} with TakeCaller; answer through the ReplyTo that it returned.", text);
        });
    }

    [Fact]
    public void Server_EndsWithTakenCallers_EachGetsTheReason()
    {
        List<ExitReason?> reasons = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(static () => new ScriptedServer
            {
                OnMessage = static (server, message) =>
                {
                    server.Take(message);
                    return default;
                },
            });
            for (int i = 0; i < 40; i++)
            {
                context.Spawn(async _ =>
                    reasons.Add((await server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan)).Failure?.Reason));
            }

            await context.DelayAsync(TimeSpan.FromSeconds(1));
            server.Pid.Exit(Bad);
            await context.DelayAsync(TimeSpan.FromSeconds(1));
        });

        Assert.Equal(Enumerable.Repeat<ExitReason?>(Bad, 40), reasons);
    }

    [Fact]
    public void ReplyTo_CallerHasGivenUp_AnswersFalseAndIsCounted()
    {
        ReplyTo<string> caller = default;
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(() => new ScriptedServer
            {
                OnMessage = (server, message) =>
                {
                    caller = server.Take(message);
                    return default;
                },
            });
            await Assert.ThrowsAsync<CallTimeoutException>(async () => await server.CallAsync(new Request.Ask("?"), TimeSpan.FromSeconds(1)));

            Assert.False(caller.Reply("late"));

            DeadLetter letter = Assert.Single(simulation.DeadLetters);
            Assert.Equal((context.Self, "late", DeadLetterCause.LateReply), (letter.Target, letter.Message, letter.Cause));
            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
        });
    }
}
