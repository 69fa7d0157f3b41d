using Supervision.Calls;
using Supervision.DeadLetters;

namespace Supervision;

/// <summary>Handles messages one after the other, and none for ever: one that fails is tried a few times and then put aside, and the next comes.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <remarks>
/// <para>Use it in the process that takes the messages: from its mailbox, a channel, or a broker, which is told that a message is done when
/// <see cref="ConsumeAsync"/> has completed. Where a message that fails must stop everything, call the handler without it and let it crash.</para>
/// <para>May be shared by several processes, and survives their restarts with its counts.</para>
/// <para><b>From:</b> inside processes.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
public sealed class MessageConsumer<T>
{
    private readonly Func<ProcessContext, T, Task> _handle;
    private readonly MessageConsumerOptions<T> _options;
    private long _handled;
    private long _retried;
    private long _deadLettered;
    private long _dropped;

    /// <summary>A consumer.</summary>
    /// <param name="handle">Handles a message; what it throws is a failed attempt.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    public MessageConsumer(Func<ProcessContext, T, Task> handle, MessageConsumerOptions<T>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _handle = handle;
        _options = options ?? new MessageConsumerOptions<T>();
        DeadLetterErrors.CheckCount(_options.MaxAttempts, nameof(options));
    }

    /// <summary>How many messages were handled.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>How many attempts were made after a first one.</summary>
    public long Retried => Volatile.Read(ref _retried);

    /// <summary>How many messages went to the queue of dead letters.</summary>
    public long DeadLettered => Volatile.Read(ref _deadLettered);

    /// <summary>How many messages were dropped.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Handles one message.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="message">The message.</param>
    /// <returns>Completes with what became of it, when it is handled or kept elsewhere.</returns>
    /// <exception cref="CallFailedException">It failed, and the queue of dead letters is down, or full and refuses it: it is kept nowhere.</exception>
    /// <exception cref="OperationCanceledException">The calling process has been told to end.</exception>
    /// <exception cref="ProcessExitException">The calling process has been told to end, or the handler ends it.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public async Task<ConsumeResult> ConsumeAsync(ProcessContext context, T message)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _handle(context, message).ConfigureAwait(true); // in the calling process
                Interlocked.Increment(ref _handled);
                return ConsumeResult.Handled;
            }
            catch (Exception error) when (error is not ProcessExitException && !context.CancellationToken.IsCancellationRequested)
            {
                if (attempt == _options.MaxAttempts)
                {
                    return await GiveUpAsync(context, message, error).ConfigureAwait(true); // in the calling process
                }
            }

            Interlocked.Increment(ref _retried);
            if (_options.Backoff is { } backoff)
            {
                await context.DelayAsync(backoff.DelayOf(attempt, context.Runtime)).ConfigureAwait(true); // in the calling process
            }
        }
    }

    private async Task<ConsumeResult> GiveUpAsync(ProcessContext context, T message, Exception error)
    {
        if (_options.DeadLetters is { } queue)
        {
            string reason = new ExitReason.Crashed(error).ToString();
            SendResult result = await queue.AddAsync(message, reason, _options.MaxAttempts).ConfigureAwait(true); // in the calling process
            if (result == SendResult.Full)
            {
                throw CallErrors.Failed(queue.Pid, DeadLetterErrors.Full(message, queue.ToString()));
            }

            // A full queue may drop what it is given; it has reported that itself.
            Interlocked.Increment(ref result == SendResult.Accepted ? ref _deadLettered : ref _dropped);
            return result == SendResult.Accepted ? ConsumeResult.DeadLettered : ConsumeResult.Dropped;
        }

        context.Runtime.Reports.Write(context.Self, null, message, DeadLetterCause.GivenUp);
        Interlocked.Increment(ref _dropped);
        return ConsumeResult.Dropped;
    }
}
