using System.Diagnostics;
using Supervision.DeadLetters;
using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision;

/// <summary>The handle of a queue of dead letters.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <remarks>
/// <para>What is said of <see cref="ServerRef{TMessage}"/> holds here. Its operations are calls: they fail with
/// <see cref="CallFailedException"/> when there is no such queue, and take the runtime's <see cref="ProcessRuntimeOptions.CallTimeout"/>.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct DeadLetterQueueRef<T>
{
    private readonly ServerRef<DeadLetterRequest<T>> _server;

    private DeadLetterQueueRef(ServerRef<DeadLetterRequest<T>> server) => _server = server;

    /// <summary>The process that is the queue at this moment; <see cref="Supervision.Pid.None"/> when there is none.</summary>
    public Pid Pid => _server.Pid;

    /// <summary>A handle that finds the queue by its name at each use.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static DeadLetterQueueRef<T> ForName(ProcessRuntime runtime, string name) => new(ServerRef<DeadLetterRequest<T>>.ForName(runtime, name));

    /// <summary>Adds a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why it could not be handled.</param>
    /// <param name="attempts">How often it was tried; at least 1.</param>
    /// <returns>Completes with <see cref="SendResult.Accepted"/> when it is kept, in the store as well; with <see cref="SendResult.Full"/> when
    /// the queue is full and refuses, and with <see cref="SendResult.Dropped"/> when it is full and drops. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended; the message may be kept nevertheless.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempts"/> is less than 1.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<SendResult> AddAsync(T message, string reason, int attempts = 1)
    {
        ArgumentNullException.ThrowIfNull(reason);
        DeadLetterErrors.CheckCount(attempts, nameof(attempts));
        return _server.CallAsync(new DeadLetterRequest<T>.Add(message, reason, attempts));
    }

    /// <summary>Lists messages, oldest first.</summary>
    /// <param name="max">How many at most; by default 100.</param>
    /// <returns>Completes with them. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<IReadOnlyList<DeadLetterEntry<T>>> ListAsync(int max = 100) => _server.CallAsync(new DeadLetterRequest<T>.List(max));

    /// <summary>Looks at one message, and leaves it where it is.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Completes with it; with null when there is none. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<DeadLetterEntry<T>?> PeekAsync(long id) => _server.CallAsync(new DeadLetterRequest<T>.Get(id));

    /// <summary>Drops a message for good.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Completes with false when there is none, or it is being handled just now. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<bool> DropAsync(long id) => _server.CallAsync(new DeadLetterRequest<T>.Drop(id));

    /// <summary>Has a message handled again by itself at a time.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="until">When; a time that has passed for at once. Null takes a time that was set back, and it waits for somebody.</param>
    /// <returns>Completes with false when there is none, or it is being handled just now. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended.</exception>
    /// <remarks>
    /// <para>If it fails again then, it waits for somebody.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public ValueTask<bool> HoldAsync(long id, DateTimeOffset? until) => _server.CallAsync(new DeadLetterRequest<T>.Hold(id, until));

    /// <summary>Has a message handled again, and waits for how that ends.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="timeout">How long to wait: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever. It is handled
    /// nevertheless when it has passed.</param>
    /// <returns>Completes with what became of it. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended; then the message is in its store and may have been handled.</exception>
    /// <exception cref="CallTimeoutException">It takes longer.</exception>
    /// <remarks>
    /// <para>A message is handled until that has ended normally once: twice when the queue ends at the wrong moment, and never not at all. Others are
    /// served meanwhile.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public ValueTask<RequeueResult> RequeueAsync(long id, TimeSpan? timeout = null) =>
        _server.CallAsync(new DeadLetterRequest<T>.Requeue(id), timeout);

    /// <summary>Asks how many messages there are, and what became of others.</summary>
    /// <returns>Completes with that. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no queue, or it ended.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<DeadLetterQueue.Counts> CountAsync() => _server.CallAsync(new DeadLetterRequest<T>.Count());

    /// <summary>The name.</summary>
    public override string ToString() => _server.ToString();

    /// <summary>Adds a message in nobody's name: also from the last turn of a process, which sends nothing any more. Not when so many wait.</summary>
    internal void Post(T message, string reason, int most)
    {
        if (_server.Pid.Target is ProcessCell queue && queue.MailboxLength < most)
        {
            queue.Deliver(null, new PlainMessage(new DeadLetterRequest<T>.Post(message, reason)));
        }
    }
}
