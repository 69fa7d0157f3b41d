using Supervision.DeadLetters;

namespace Supervision;

/// <summary>Declares queues of dead letters: messages that nobody could handle wait there for a person, who looks at them, drops them, holds them,
/// or has them handled again.</summary>
/// <example>A consumer that meets a message that it does not know, and the same message after the consumer was mended:
/// <code>
/// bool isMended = false;
/// Func&lt;ProcessContext, string, Task> handle = (_, order) => isMended || order != "?" ? Task.CompletedTask : throw new FormatException(order);
/// await test.StartSupervisedAsync(DeadLetterQueue.Child&lt;string>("dead orders", new() { Requeue = handle }));
/// DeadLetterQueueRef&lt;string> dead = DeadLetterQueueRef&lt;string>.ForName(test.Runtime, "dead orders");
/// MessageConsumer&lt;string> orders = new(handle, new() { MaxAttempts = 3, DeadLetters = dead });
///
/// ConsumeResult unknown = await orders.ConsumeAsync(test, "?");
/// ConsumeResult next = await orders.ConsumeAsync(test, "tea");
/// IReadOnlyList&lt;DeadLetterEntry&lt;string>> waiting = await dead.ListAsync();
///
/// isMended = true;
/// RequeueResult mended = await dead.RequeueAsync(waiting[0].Id);
/// </code></example>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public static class DeadLetterQueue
{
    /// <summary>So many letters may wait to be taken in: who dies with a million messages must not fill the memory with them a second time.</summary>
    private const int MaxFed = 10_000;

    /// <summary>A child that is a queue of dead letters.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="id">The id of the child, and the name by which it is reached.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a permanent worker.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    /// <remarks>
    /// <para>Messages that are handled again while the queue stops are stopped too, and wait again.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public static ChildSpec Child<T>(string id, DeadLetterQueueOptions<T>? options = null)
    {
        DeadLetterQueueOptions<T> known = DeadLetterErrors.Checked(options ?? new DeadLetterQueueOptions<T>());

        // Two incarnations must not write to one store, however long an operation of it takes.
        ServerOptions server = new() { Name = id, Label = "dead letters", TrapExits = true, AbandonAfter = Timeout.InfiniteTimeSpan };
        return ChildSpec.Server(id, () => new DeadLetterServer<T>(known), server);
    }

    /// <summary>Adds a dead letter of the runtime itself, with its cause as the reason, and does not wait for that. Made for
    /// <see cref="ProcessRuntimeOptions.OnDeadLetter"/>.</summary>
    /// <param name="queue">The queue; nothing happens when nobody holds its name.</param>
    /// <param name="letter">The dead letter. Those of the queue itself are left out: it would fill itself.</param>
    /// <remarks>
    /// <para>When 10,000 wait to be taken in, because its store is slow or a process has died with more, further ones are left out too. They are counted
    /// all the same: <see cref="ProcessRuntime.DeadLetterCount"/>.</para>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public static void Feed(DeadLetterQueueRef<DeadLetter> queue, DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.Message is not DeadLetterRequest<DeadLetter> && (letter.Target == Pid.None || letter.Target != queue.Pid))
        {
            queue.Post(letter, letter.Cause.ToString(), MaxFed);
        }
    }

    /// <summary>What a queue has counted since its process started.</summary>
    /// <param name="Waiting">How many messages are in it now.</param>
    /// <param name="Added">How many were added.</param>
    /// <param name="Requeued">How many were handled in the end.</param>
    /// <param name="Dropped">How many were dropped: by somebody, or because it was full.</param>
    /// <param name="Refused">How many were refused because it was full.</param>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public sealed record Counts(int Waiting, long Added, long Requeued, long Dropped, long Refused);
}
