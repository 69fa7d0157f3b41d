using Supervision.Testing;

namespace Supervision.Tests.DeadLetters;

/// <summary>A message that fails holds the next no longer than its attempts.</summary>
public sealed class MessageConsumerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void UnknownType_IsTriedAFewTimesAndDeadLettered_AndTheNextIsProcessedWithinOneStep() => Simulation.Test(static async test =>
    {
        bool knowsV2 = false;
        List<object> tried = [];
        await test.StartSupervisedAsync(DeadLetterQueue.Child<object>("dead", new() { Requeue = HandleAsync }));
        DeadLetterQueueRef<object> dead = DeadLetterQueueRef<object>.ForName(test.Runtime, "dead");
        MessageConsumer<object> consumer = new(HandleAsync, new() { MaxAttempts = 3, DeadLetters = dead });
        Pid pid = await test.StartSupervisedAsync(ChildSpec.Process("consumer", async process =>
        {
            while (true)
            {
                await consumer.ConsumeAsync(process, await process.ReceiveAsync<object>());
            }
        }));
        foreach (object message in (object[])["v1", 2, "next"])
        {
            pid.Send(message);
        }

        await test.IdleAsync();
        Assert.Equal(["v1", 2, 2, 2, "next"], tried);
        Assert.Equal((2, 2, 1, 0), (consumer.Handled, consumer.Retried, consumer.DeadLettered, consumer.Dropped));
        DeadLetterEntry<object> letter = Assert.Single(await dead.ListAsync());
        Assert.Equal((2, 3, "crashed(NotSupportedException: Int32)"), (letter.Message, letter.Attempts, letter.Reason));

        knowsV2 = true;
        Assert.IsType<RequeueResult.Done>(await dead.RequeueAsync(letter.Id));

        Task HandleAsync(ProcessContext process, object message)
        {
            tried.Add(message);
            return message is string || knowsV2 ? Task.CompletedTask : throw new NotSupportedException(message.GetType().Name);
        }
    });

    [Fact]
    public void NextMessage_AfterOneThatWasGivenUp_ComesAsSoonAsAfterAnyOther()
    {
        using Simulation simulation = new();
        Dictionary<string, long> steps = [];
        MessageConsumer<string> consumer = new((_, message) =>
        {
            steps[message] = simulation.Steps;
            return message == "bad" ? throw new FormatException() : Task.CompletedTask;
        });
        Pid pid = simulation.Runtime.Spawn(async process =>
        {
            while (true)
            {
                await consumer.ConsumeAsync(process, await process.ReceiveAsync<string>());
            }
        });
        foreach (string message in (string[])["good", "better", "bad", "next"])
        {
            pid.Send(message);
        }

        simulation.RunUntilIdle();
        Assert.Equal(steps["better"] - steps["good"], steps["next"] - steps["bad"]);
        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
    }

    [Fact]
    public void Drop_IsCountedAndReported() => Simulation.Test(static async test =>
    {
        MessageConsumer<string> consumer = new(static (_, _) => throw new FormatException(), new() { MaxAttempts = 1 });

        Assert.Equal(ConsumeResult.Dropped, await consumer.ConsumeAsync(test, "bad"));
        Assert.Equal(1, consumer.Dropped);
        Assert.Equal(new DeadLetter(test.Self, null, "bad", DeadLetterCause.GivenUp), Assert.Single(test.Simulation.DeadLetters));
    });

    [Fact]
    public void Attempts_WaitAsLongAsTheBackoffSays() => Simulation.Test(static async test =>
    {
        int attempts = 0;
        MessageConsumer<string> consumer = new(
            (_, _) => ++attempts < 3 ? throw new FormatException() : Task.CompletedTask,
            new() { Backoff = Backoff.Exponential(Second, Second * 60, jitter: 0) });
        TimeSpan start = test.Simulation.Time.Elapsed;

        Assert.Equal(ConsumeResult.Handled, await consumer.ConsumeAsync(test, "late"));
        Assert.Equal(Second * 3, test.Simulation.Time.Elapsed - start);
    });

    [Fact]
    public void FullQueueThatRefuses_EndsTheConsumer_ForTheMessageIsKeptNowhere() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(DeadLetterQueue.Child<string>("dead", new() { Capacity = 1 }));
        DeadLetterQueueRef<string> dead = DeadLetterQueueRef<string>.ForName(test.Runtime, "dead");
        MessageConsumer<string> consumer = new(static (_, _) => throw new FormatException(), new() { DeadLetters = dead });
        Assert.Equal(ConsumeResult.DeadLettered, await consumer.ConsumeAsync(test, "a"));

        CallFailedException refused = await Assert.ThrowsAsync<CallFailedException>(() => consumer.ConsumeAsync(test, "b"));
        Assert.Equal(CallFailureCause.Overloaded, refused.Failure.Cause);
    });

    [Fact]
    public void ProcessThatIsToldToEnd_IsNotTakenForAFailedAttempt() => Simulation.Test(static async test =>
    {
        MessageConsumer<string> consumer = new(static (process, _) => process.DelayAsync(Timeout.InfiniteTimeSpan));
        Pid pid = test.Spawn(process => consumer.ConsumeAsync(process, "long"));
        await test.IdleAsync();
        pid.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await pid.WaitForExitAsync());
        Assert.Equal((0, 0), (consumer.Retried, consumer.Dropped));
    });
}
