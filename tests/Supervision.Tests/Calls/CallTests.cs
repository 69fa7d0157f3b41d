using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>A call ends once: with its reply, or with why there is none.</summary>
public sealed class CallTests
{
    private static readonly ExitReason Bad = new ExitReason.Custom("bad");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait("Bug", "27")]
    public void Call_ToItself_FailsAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer
            {
                OnMessage = static async (server, message) =>
                {
                    CallResult<string> result = await server.SelfRef.TryCallAsync(new Request.Ask("me"), Timeout.InfiniteTimeSpan);
                    server.Answer(message, $"{result.Failure!.Cause} {result.Failure.Reason}");
                },
            });

            Assert.Equal("SelfCall calling_self", await server.CallAsync(new Request.Ask("?")));
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5UL)]
    public void Call_ToServerThatIsGone_FailsAtOnceWithNoProcess(ulong? seed)
    {
        using Simulation simulation = new(seed);
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer());
            await server.StopAsync();

            CallResult<string> result = await server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan);

            Assert.Equal(CallFailureCause.NoProcess, result.Failure!.Cause);
            Assert.Equal(ExitReason.NoProcess, result.Failure.Reason);
            Assert.Equal(0, context.Runtime.TimerCount);
        });
        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
    }

    [Fact]
    public void Call_ToNameThatNobodyHolds_FailsAtOnceAndNamesIt()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = ServerRef<Request>.ForName(context.Runtime, "nobody");

            CallFailedException error = await Assert.ThrowsAsync<CallFailedException>(async () => await server.CallAsync(new Request.Ask("?")));

            Assert.Equal(CallFailureCause.NoProcess, error.Failure.Cause);
            Assert.Equal("Call Ask to nobody failed: there is no such process. It has ended, or was never started under this name.", error.Message);
        });
    }

    [Fact]
    public void Call_ToTheDefaultReference_FailsAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(static async _ =>
        {
            CallResult<string> result = await default(ServerRef<Request>).TryCallAsync(new Request.Ask("?"));

            Assert.Equal(CallFailureCause.NoProcess, result.Failure!.Cause);
        });
    }

    [Fact]
    public async Task Call_ToTheDefaultReferenceFromOutside_FailsAsAValueOrAnException()
    {
        CallResult<string> result = await default(ServerRef<Request>).TryCallAsync(
            new Request.Ask("?"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(CallFailureCause.NoProcess, result.Failure!.Cause);
        await Assert.ThrowsAsync<CallFailedException>(
            async () => await default(ServerRef<Request>).CallAsync(new Request.Ask("?"), cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Call_TimesOut_ServerRunsOnAndLateReplyIsCounted()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Slow);

            CallTimeoutException error = await Assert.ThrowsAsync<CallTimeoutException>(
                async () => await server.CallAsync(new Request.Ask("3"), Second));

            Assert.Equal(CallFailureCause.Timeout, error.Failure.Cause);
            Assert.Equal(new ExitReason.Custom("timeout"), error.Reason);
            Assert.Equal(server.Pid, error.Target);
            Assert.Equal(Second, simulation.Time.Elapsed);
            Assert.Equal("0", await server.CallAsync(new Request.Ask("0")));
            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
        });
        DeadLetter letter = Assert.Single(simulation.DeadLetters);
        Assert.Equal(("3", DeadLetterCause.LateReply), (letter.Message, letter.Cause));
    }

    [Fact]
    public void Call_TimesOut_TextTellsWhatTheServerIsDoing()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Slow);
            server.Cast(new Request.Tell("10"));
            server.Cast(new Request.Tell("10"));

            CallResult<string> result = await server.TryCallAsync(new Request.Ask("0"), TimeSpan.FromSeconds(1.5));

            Assert.Equal(
                $"Call Ask to {server.Pid} had no reply within 1.5 s; the server runs on, 2 messages wait, handling Tell. A late reply will be dropped.",
                result.Failure!.Detail);
        });
    }

    [Fact]
    public void Call_WithoutTimeout_TakesTheRuntimes()
    {
        using Simulation simulation = new(options: new ProcessRuntimeOptions { CallTimeout = TimeSpan.FromSeconds(7) });
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Slow);

            CallResult<string> result = await server.TryCallAsync(new Request.Ask("100"));

            Assert.Equal(CallFailureCause.Timeout, result.Failure!.Cause);
            Assert.Equal(TimeSpan.FromSeconds(7), simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void Call_NegativeTimeout_Throws()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Slow);

            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await server.CallAsync(new Request.Ask("0"), TimeSpan.FromSeconds(-2)));
        });
    }

    [Fact]
    public void Call_IsCancelled_ThrowsAndLateReplyIsDropped()
    {
        using CancellationTokenSource source = new();
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Slow);
            context.Spawn(async self =>
            {
                await self.DelayAsync(Second);
                source.Cancel();
            });

            OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await server.CallAsync(new Request.Ask("3"), Timeout.InfiniteTimeSpan, source.Token));

            Assert.Equal(source.Token, error.CancellationToken);
            Assert.Equal(Second, simulation.Time.Elapsed);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await server.TryCallAsync(new Request.Ask("0"), Timeout.InfiniteTimeSpan, source.Token));
            Assert.Equal("0", await server.CallAsync(new Request.Ask("0")));
        });
        Assert.Equal(["3"], simulation.DeadLetters.Select(letter => letter.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_ServerDiesWhileItWaits_FailsAtOnceWithItsReason(bool isQueued)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(static () => new ScriptedServer
            {
                OnMessage = static async (server, _) => await server.Context.DelayAsync(Timeout.InfiniteTimeSpan),
            });
            if (isQueued)
            {
                server.Cast(new Request.Tell("first"));
            }

            context.Runtime.Spawn(async self =>
            {
                await self.DelayAsync(Second);
                server.Pid.Exit(Bad);
            });
            CallResult<string> result = await server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan);

            Assert.Equal(CallFailureCause.ServerEnded, result.Failure!.Cause);
            Assert.Equal(Bad, result.Failure.Reason);
            Assert.Equal($"Call Ask to {server.Pid} failed: the server ended before it replied, reason bad.", result.Failure.Detail);
            Assert.Equal(Second, simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void Call_ServerCrashes_ExceptionCarriesTheServersError()
    {
        InvalidOperationException boom = new("boom");
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(() => new ScriptedServer { OnMessage = (_, _) => throw boom });

            CallFailedException error = await Assert.ThrowsAsync<CallFailedException>(async () => await server.CallAsync(new Request.Ask("?")));

            Assert.Same(boom, error.InnerException);
            Assert.Equal(new ExitReason.Crashed(boom), error.Reason);
        });
    }

    [Fact]
    public void Call_CallerIsKilledWhileItWaits_ItsCodeUnwindsAndReplyIsDropped()
    {
        ExitReason? thrown = null;
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Slow);
            Pid caller = context.Spawn(async _ =>
                thrown = (await Assert.ThrowsAsync<ProcessExitException>(async () => await server.CallAsync(new Request.Ask("3"), Timeout.InfiniteTimeSpan))).Reason);
            await context.DelayAsync(Second);
            caller.Exit(ExitReason.Kill);

            Assert.Equal("0", await server.CallAsync(new Request.Ask("0")));
            Assert.Equal(0, context.Runtime.TimerCount);
        });

        Assert.Equal(ExitReason.Killed, thrown);
        Assert.Equal(["3"], simulation.DeadLetters.Select(letter => letter.Message));
    }

    [Fact]
    public void Calls_Concurrently_EachGetsItsReply()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request>[] servers = new ServerRef<Request>[5];
            for (int i = 0; i < servers.Length; i++)
            {
                servers[i] = await context.StartServerAsync(Slow);
            }

            string[] replies = await Task.WhenAll(servers.Select(
                (server, i) => server.CallAsync(new Request.Ask($"{servers.Length - i}"), Timeout.InfiniteTimeSpan).AsTask()));

            Assert.Equal(["5", "4", "3", "2", "1"], replies);
            Assert.Equal(TimeSpan.FromSeconds(5), simulation.Time.Elapsed);
        });
    }

    /// <summary>Answers with what it was asked, after so many seconds.</summary>
    private static ScriptedServer Slow() => new()
    {
        OnMessage = static async (server, message) =>
        {
            string text = message switch { Request.Ask ask => ask.Text, Request.Tell tell => tell.Text, _ => "0" };
            await server.Context.DelayAsync(TimeSpan.FromSeconds(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
            if (message is Request.Ask)
            {
                server.Answer(message, text);
            }
        },
    };
}
