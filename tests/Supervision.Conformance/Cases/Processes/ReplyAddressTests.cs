namespace Supervision.Conformance.Cases.Processes;

/// <summary>The address to which a call is answered is what an alias is in OTP: it takes one reply, and none when nobody waits any more.</summary>
public sealed class ReplyAddressTests
{
    [Fact]
    [OtpCase("P-22", "reference manual", "alias off, then message via alias")]
    public void Reply_AfterTheCallerGaveUp_IsDropped() => Orders.Explore(async context =>
    {
        (ServerRef<Question> server, Task<ReplyTo<string>> kept) = Keeper(context);

        CallResult<string> result = await server.TryCallAsync(new Question(), TimeSpan.FromSeconds(1));

        Assert.Equal(CallFailureCause.Timeout, result.Failure?.Cause);
        Assert.False((await kept).Reply("late"));
        await Expect.NothingMoreAsync(context);
        Assert.Equal(new DeadLetter(context.Self, null, "late", DeadLetterCause.LateReply), Assert.Single(context.Simulation.DeadLetters));
    });

    [Fact]
    [OtpCase("P-23", "reference manual", "alias mode reply, 2 messages")]
    public void Reply_Twice_OnlyTheFirstArrives() => Orders.Explore(async context =>
    {
        (ServerRef<Question> server, Task<ReplyTo<string>> kept) = Keeper(context);
        Task<string> call = server.CallAsync(new Question()).AsTask();
        ReplyTo<string> caller = await kept;

        Assert.True(caller.Reply("first"));
        Assert.False(caller.Reply("second"));

        Assert.Equal("first", await call);
        Assert.False(caller.Reply("third"));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-24", "reference manual", "monitor+alias demonitor: after DOWN, message via alias")]
    public void Reply_AfterTheServerEnded_IsDropped() => Orders.Explore(async context =>
    {
        (ServerRef<Question> server, Task<ReplyTo<string>> kept) = Keeper(context);
        Task<CallResult<string>> call = server.TryCallAsync(new Question()).AsTask();
        ReplyTo<string> caller = await kept;

        server.Pid.Exit(Peers.Reason);
        CallFailure? failure = (await call).Failure;

        Assert.Equal((CallFailureCause.ServerEnded, Peers.Reason), (failure?.Cause, failure?.Reason));
        Assert.False(caller.Reply("late"));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-25", "reference manual", "monitor+alias reply_demonitor: 2 messages, then peer dies")]
    public void Reply_TwiceAndThenTheServerEnds_OnlyTheFirstIsSeen() => Orders.Explore(async context =>
    {
        Pid server = context.Spawn(async self =>
        {
            ReplyTo<string> caller = self.TakeCaller(await self.ReceiveAsync<Question>());
            caller.Reply("first");
            caller.Reply("second");
            self.Exit(Peers.Reason);
        });

        CallResult<string> result = await ServerRef<Question>.ForPid(server).TryCallAsync(new Question());

        Assert.Equal("first", result.Reply);
        await Expect.NothingMoreAsync(context);
        Assert.False(server.IsAlive);
    });

    /// <summary>A process that takes the caller of one call and keeps it.</summary>
    private static (ServerRef<Question> Server, Task<ReplyTo<string>> Kept) Keeper(ProcessContext context)
    {
        TaskCompletionSource<ReplyTo<string>> kept = new();
        Pid pid = context.Spawn(async self =>
        {
            kept.SetResult(self.TakeCaller(await self.ReceiveAsync<Question>()));
            await Peers.Idle(self);
        });
        return (ServerRef<Question>.ForPid(pid), kept.Task);
    }

    private sealed record Question : ICall<Question, string>;
}
