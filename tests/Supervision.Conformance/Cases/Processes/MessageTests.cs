namespace Supervision.Conformance.Cases.Processes;

/// <summary>Sending, receiving, names and timers.</summary>
public sealed class MessageTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <remarks>The answer is whether the timer was pending, not how much time was left, and a message that is in the mailbox by then is suppressed.</remarks>
    [Fact]
    [OtpCase("P-28", "reference manual", "SendAfter cancelled / cancelled twice / after expiry")]
    public void SendAfter_CancelledOnceTwiceAndTooLate_AnswersWhetherItWasPending() => Orders.Explore(async context =>
    {
        TimerRef cancelled = context.SendAfter(Second, context.Self, "cancelled");
        TimerRef received = context.SendAfter(Second, context.Self, "received");
        TimerRef queued = context.SendAfter(Second, context.Self, "queued");

        Assert.True(context.Cancel(cancelled));
        Assert.False(context.Cancel(cancelled));
        await context.DelayAsync(2 * Second);
        Assert.False(context.Cancel(queued));

        await Expect.MessageAsync(context, "received");
        Assert.False(context.Cancel(received));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-30", "reference manual", "register second name / taken name / reserved name")]
    public void Register_ASecondATakenAndAnImpossibleName_IsRefused() => Orders.Explore(async context =>
    {
        Pid other = context.Spawn(Peers.Idle);
        Assert.True(context.TryRegister("first"));

        Assert.False(context.TryRegister("second"));
        Assert.False(context.Runtime.TryRegister("first", other));
        Assert.Throws<ArgumentException>("name", () => context.Runtime.TryRegister("", other));
        Assert.Throws<ArgumentNullException>("name", () => context.Runtime.TryRegister(null!, other));

        Assert.Equal((context.Self, Pid.None), (context.Runtime.Find("first"), context.Runtime.Find("second")));
        Assert.True(context.Runtime.TryRegister("second", other));
        await Expect.NothingMoreAsync(context);
    });

    /// <remarks>OTP raises an error when the name is free; here both say what became of the message, and nothing is raised.</remarks>
    [Fact]
    [OtpCase("P-31", "reference manual", "send to free name / to dead pid")]
    public void Send_ToAFreeNameAndToOneThatIsGone_TellsTheSenderAndNoMore() => Orders.Explore(async context =>
    {
        Pid gone = await Peers.GoneAsync(context);

        Assert.Equal(SendResult.NoProcess, context.Runtime.Send("nobody", "by name"));
        gone.Send("by pid");

        await Expect.NothingMoreAsync(context);
        Assert.Equal(
            [new(Pid.None, "nobody", "by name", DeadLetterCause.NoName), new(gone, null, "by pid", DeadLetterCause.NoProcess)],
            context.Simulation.DeadLetters);
    });

    [Fact]
    [OtpCase("P-32", "reference manual", "selective receive of the third message")]
    public void Receive_OfTheThirdMessage_LeavesTheFirstTwoInOrder() => Orders.Explore(async context =>
    {
        context.Self.Send("first");
        context.Self.Send("second");
        context.Self.Send("third");

        Assert.Equal("third", await context.ReceiveAsync<string>(text => text == "third"));

        await Expect.MessageAsync(context, "first");
        await Expect.MessageAsync(context, "second");
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-34", "reference manual", "receive timeout 0 with non-matching mail")]
    public void Receive_WithoutWaiting_EndsAtOnceAndKeepsWhatDoesNotMatch() => Orders.Explore(async context =>
    {
        context.Self.Send("kept");
        await context.DelayAsync(Second);
        TimeSpan begun = context.Simulation.Time.Elapsed;

        Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero, text => text == "wanted"));

        Assert.Equal(begun, context.Simulation.Time.Elapsed);
        await Expect.MessageAsync(context, "kept");
    });
}
