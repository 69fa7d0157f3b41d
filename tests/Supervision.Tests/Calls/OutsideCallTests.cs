using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>Calls by code that is no process.</summary>
public sealed class OutsideCallTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Queue<ReplyTo<string>> _callers = new();

    /// <summary>A message of another server that says it is a call of this one.</summary>
    private sealed record Stray : ICall<Request, string>;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_IsAnswered_CompletesWithTheReply()
    {
        using Simulation simulation = new();
        ServerRef<Request> server = Start(simulation);

        Task<string> call = server.CallAsync(new Request.Ask("?"), Second, Token).AsTask();
        simulation.RunUntilIdle();
        Assert.False(call.IsCompleted);
        Assert.True(_callers.Dequeue().Reply("reply"));
        simulation.RunUntilIdle();

        Assert.True(call.IsCompleted);
        Assert.Equal("reply", await call);
        Assert.Equal(0, simulation.Runtime.TimerCount);
    }

    [Fact]
    public async Task Call_TimesOut_LateReplyIsCounted()
    {
        using Simulation simulation = new();
        ServerRef<Request> server = Start(simulation);

        Task<string> call = server.CallAsync(new Request.Ask("?"), Second, Token).AsTask();
        simulation.Advance(Second);

        Assert.True(call.IsCompleted);
        await Assert.ThrowsAsync<CallTimeoutException>(() => call);
        Assert.False(_callers.Dequeue().Reply("late"));
        DeadLetter letter = Assert.Single(simulation.DeadLetters);
        Assert.Equal((Pid.None, "late", DeadLetterCause.LateReply), (letter.Target, letter.Message, letter.Cause));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2UL)]
    public async Task Call_ServerIsKilled_FailsWithItsReason(ulong? seed)
    {
        using Simulation simulation = new(seed);
        ServerRef<Request> server = Start(simulation);

        Task<CallResult<string>> call = server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan, Token).AsTask();
        server.Pid.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.True(call.IsCompleted);
        Assert.Equal(ExitReason.Killed, (await call).Failure!.Reason);

        Task<CallResult<string>> afterwards = server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan, Token).AsTask();
        simulation.RunUntilIdle();
        Assert.True(afterwards.IsCompleted);
        Assert.Equal(CallFailureCause.NoProcess, (await afterwards).Failure!.Cause);
    }

    [Fact]
    public async Task Call_IsCancelled_ThrowsAtOnce()
    {
        using CancellationTokenSource source = new();
        using Simulation simulation = new();
        ServerRef<Request> server = Start(simulation);

        Task<string> call = server.CallAsync(new Request.Ask("?"), Second, source.Token).AsTask();
        simulation.RunUntilIdle();
        source.Cancel();
        simulation.RunUntilIdle();

        Assert.True(call.IsCanceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, simulation.Runtime.TimerCount);
        Assert.False(_callers.Dequeue().Reply("late"));
    }

    [Fact]
    public async Task Call_ToNameThatNobodyHolds_FailsAtOnce()
    {
        using Simulation simulation = new();

        CallResult<string> result = await ServerRef<Request>.ForName(simulation.Runtime, "nobody").TryCallAsync(
            new Request.Ask("?"), cancellationToken: Token);

        Assert.Equal(CallFailureCause.NoProcess, result.Failure!.Cause);
    }

    [Fact]
    public async Task Call_OfAnotherMessageType_ThrowsAndNamesBoth()
    {
        using Simulation simulation = new();
        ServerRef<Request> server = Start(simulation);

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await server.CallAsync(new Stray(), cancellationToken: Token));

        Assert.StartsWith(
            "Stray cannot be sent to this server: it handles Request. A call message must derive from the server's message type.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_OfFailedCall_ThrowsWhenItsReplyIsRead()
    {
        CallResult<string> result = await default(ServerRef<Request>).TryCallAsync(new Request.Ask("?"), cancellationToken: Token);

        Assert.False(result.IsReply);
        Assert.False(result.TryGetReply(out string? reply));
        Assert.Null(reply);
        Assert.Equal(CallFailureCause.NoProcess, Assert.Throws<CallFailedException>(() => result.Reply).Failure.Cause);
    }

    private ServerRef<Request> Start(Simulation simulation)
    {
        ServerRef<Request> server = default;
        simulation.Run(async context => server = await context.Runtime.StartServerAsync(() => new ScriptedServer
        {
            OnMessage = (self, message) =>
            {
                _callers.Enqueue(self.Take(message));
                return default;
            },
        }));
        return server;
    }
}
