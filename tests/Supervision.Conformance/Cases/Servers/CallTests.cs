using Supervision.Testing;

namespace Supervision.Conformance.Cases.Servers;

/// <summary>Calls: their timeouts and those of the server, replies from elsewhere, calls to oneself.</summary>
public sealed class CallTests
{
    private const int Foreign = 500_000;
    private const int Calls = 10_000;
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <remarks>A callback that returns garbage does not compile, so that part of the case has no counterpart.</remarks>
    [Fact]
    [OtpCase("G-16", "gen_server_SUITE", "call")]
    public void Call_WithTimeoutsOnBothSides_AnswersAsTheyAllow() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer());

        Assert.Equal("delayed", await server.CallAsync(new SuiteMessage.DelayedAnswer(Millisecond)));
        Assert.Equal("ok", await server.CallAsync(new SuiteMessage.CallWithin(1000 * Millisecond)));
        await context.DelayAsync(500 * Millisecond);
        Assert.True(await server.CallAsync(new SuiteMessage.NextCall()));
        Assert.Equal("ok", await server.CallAsync(new SuiteMessage.CallWithin(1000 * Millisecond)));
        await context.DelayAsync(1500 * Millisecond);
        Assert.False(await server.CallAsync(new SuiteMessage.NextCall()));
        Assert.Equal("delayed", await server.CallAsync(new SuiteMessage.DelayedAnswer(Millisecond), 30 * Millisecond));
        CallFailure failure = await Starting.FailureAsync(server.TryCallAsync(new SuiteMessage.DelayedAnswer(30 * Millisecond), Millisecond));
        Assert.Equal((CallFailureCause.Timeout, new ExitReason.Custom("timeout")), (failure.Cause, failure.Reason));

        await Expect.NothingMoreAsync(context);
        Assert.Equal(new DeadLetter(context.Self, null, "delayed", DeadLetterCause.LateReply), Assert.Single(context.Simulation.DeadLetters));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [OtpCase("G-40", "gen_server_SUITE", "calling_self")]
    public void Call_ToOneself_FailsAtOnce(bool infinite) => Orders.Explore(async context =>
    {
        TimeSpan? timeout = infinite ? Timeout.InfiniteTimeSpan : null;

        CallFailure failure = await Starting.FailureAsync(ServerRef<SuiteMessage>.ForPid(context.Self).TryCallAsync(new SuiteMessage.Ping(), timeout));

        Assert.Equal((CallFailureCause.SelfCall, new ExitReason.Custom("calling_self")), (failure.Cause, failure.Reason));
        Assert.Equal(TimeSpan.Zero, context.Simulation.Time.Elapsed);
        await Expect.NothingMoreAsync(context);
    });

    /// <remarks>The tag is not visible here; that each of two replies finds its own call, made with the same message, is what it is for.</remarks>
    [Fact]
    [OtpCase("G-75", "gen_server_SUITE", "reply_by_alias_with_payload")]
    public void Reply_FromAnotherProcess_ReachesItsOwnCall() => Orders.Explore(async context =>
    {
        List<ReplyTo<string>> callers = [];
        ServerRef<Step> server = await context.StartServerAsync(() => new SteppingServer());
        Step.Ask keep = new((self, call) => callers.Add(self.TakeCaller(call)));
        Task<string> first = server.CallAsync(keep).AsTask();
        Task<string> second = server.CallAsync(keep).AsTask();
        await context.DelayAsync(Millisecond);

        context.Spawn(_ =>
        {
            Assert.True(callers[1].Reply("second"));
            Assert.True(callers[0].Reply("first"));
            return Task.CompletedTask;
        });

        Assert.Equal(["first", "second"], await Task.WhenAll(first, second));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("G-61", "gen_server_SUITE", "call_with_huge_message_queue")]
    public void Call_WithAHugeMailboxOfTheCaller_CostsNoMore()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer());
            (long steps, TimeSpan time) empty = await CostAsync(context, server);
            for (int i = 0; i < Foreign; i++)
            {
                context.Self.Send("foreign");
            }

            await context.DelayAsync(Millisecond);
            (long steps, TimeSpan time) full = await CostAsync(context, server);

            Assert.Equal(empty.steps, full.steps);
            Assert.True(full.time < 10 * empty.time, $"{full.time} with {Foreign} messages in the mailbox, {empty.time} with none.");
            Assert.Equal(Foreign, (await context.Runtime.InfoAsync(context.Self))?.MailboxLength);
        });
    }

    /// <summary>The steps of many calls, and the shortest time of three such rounds, since others disturb a round and none makes it faster.</summary>
    private static async Task<(long Steps, TimeSpan Time)> CostAsync(TestProcess context, ServerRef<SuiteMessage> server)
    {
        TimeSpan best = TimeSpan.MaxValue;
        long steps = context.Simulation.Steps;
        for (int round = 0; round < 3; round++)
        {
            long begun = RealTime.Now;
            for (int i = 0; i < Calls; i++)
            {
                await server.CallAsync(new SuiteMessage.Ping());
            }

            TimeSpan taken = RealTime.Since(begun);
            best = taken < best ? taken : best;
        }

        return (context.Simulation.Steps - steps, best);
    }
}
