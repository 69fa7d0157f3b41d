using System.Diagnostics;
using Supervision.Pools;
using Supervision.Runtime;

namespace Supervision;

/// <summary>The handle of a pool: used as that of one server.</summary>
/// <typeparam name="TMessage">The message type of its workers.</typeparam>
/// <remarks>
/// <para>Bound to the pool's name, so it survives restarts. <c>default</c> is no pool.</para>
/// <para><b>From:</b> any thread. A worker may use its own pool, as long as others of it are free.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct PoolRef<TMessage>
    where TMessage : notnull
{
    private readonly ServerRef<PoolRequest<TMessage>> _queue;
    private readonly ServerRef<PoolSizing> _sizer;

    private PoolRef(ServerRef<PoolRequest<TMessage>> queue, ServerRef<PoolSizing> sizer) => (_queue, _sizer) = (queue, sizer);

    /// <summary>The process that takes its messages, at this moment; <see cref="Supervision.Pid.None"/> when there is none.</summary>
    public Pid Pid => _queue.Pid;

    /// <summary>A handle that finds the pool by its name at each use.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static PoolRef<TMessage> ForName(ProcessRuntime runtime, string name) => new(
        ServerRef<PoolRequest<TMessage>>.ForName(runtime, name), ServerRef<PoolSizing>.ForName(runtime, name + "/size"));

    /// <summary>Has a request handled by one of the workers, and waits for its reply.</summary>
    /// <typeparam name="TReply">The type of the reply, known from the request.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long to wait, in the queue and for the worker: null for <see cref="ProcessRuntimeOptions.CallTimeout"/> (5 s),
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever. What still waits in the queue then is not handled any more.</param>
    /// <param name="cancellationToken">Abandons the wait, as the end of the time does.</param>
    /// <returns>Completes with the reply. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no such pool, its queue is full (<see cref="CallFailureCause.Overloaded"/>), or the worker
    /// ended over it (<see cref="CallFailureCause.ServerEnded"/>, with its reason).</exception>
    /// <exception cref="CallTimeoutException">No reply in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArgumentException">The request is not of the workers' message type.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<TReply> CallAsync<TReply>(
        ICall<TMessage, TReply> request, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _queue.CallAsync(Checked(request), timeout, cancellationToken);

    /// <summary>As <see cref="CallAsync"/>, with the failure as a value.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="timeout">As for <see cref="CallAsync"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">As for <see cref="CallAsync"/>.</param>
    /// <returns>Completes with the reply or with why there is none. Await it once.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArgumentException">The request is not of the workers' message type.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<CallResult<TReply>> TryCallAsync<TReply>(
        ICall<TMessage, TReply> request, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _queue.TryCallAsync(Checked(request), timeout, cancellationToken);

    /// <summary>Has a message handled by one of the workers, and waits until it has a place in the queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="timeout">How long to wait for a place: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever. Then it
    /// is not handled.</param>
    /// <param name="cancellationToken">Abandons the wait; it is not handled then.</param>
    /// <returns>Completes with <see cref="SendResult.Accepted"/>, and then it is handled or, when a worker or the queue ends over it, told as a dead
    /// letter; with <see cref="SendResult.Full"/> when the queue refuses. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no such pool, or its queue ended.</exception>
    /// <exception cref="CallTimeoutException">There was no place in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<SendResult> CastAsync(TMessage message, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _queue.CallAsync(new PoolRequest<TMessage>.Cast(message), timeout, cancellationToken);
    }

    /// <summary>Changes how many workers there are. Those that are too many stop when they have come to the end of the message that they handle;
    /// what waits for one of them goes to others.</summary>
    /// <param name="size">How many; at least 1. Kept over restarts of the pool's processes.</param>
    /// <param name="timeout">How long to wait: null, the default, and <see cref="Timeout.InfiniteTimeSpan"/> for ever. The pool is resized
    /// nevertheless.</param>
    /// <returns>Completes with how many there are then: fewer when one did not start. When another size is asked for meanwhile, that is the one that
    /// counts, and this completes with it: a worker that takes long to come to its end does not keep the pool from growing again. Await it once.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
    /// <exception cref="CallFailedException">There is no such pool, or one of its processes ended meanwhile.</exception>
    /// <remarks>
    /// <para>Messages of one key may be handled at the same time by two workers while the size changes.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public ValueTask<int> ResizeAsync(int size, TimeSpan? timeout = null)
    {
        PoolErrors.CheckSize(size, nameof(size));
        return _sizer.CallAsync(new PoolSizing(size), timeout ?? Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks what the pool is doing.</summary>
    /// <returns>Completes with that. Await it once.</returns>
    /// <exception cref="CallFailedException">There is no such pool, or its queue ended.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ValueTask<PoolInfo> InfoAsync() => _queue.CallAsync(new PoolRequest<TMessage>.Ask());

    /// <summary>The name.</summary>
    public override string ToString() => _queue.ToString();

    private static PoolRequest<TMessage>.Call<TReply> Checked<TReply>(ICall<TMessage, TReply> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is TMessage ? new PoolRequest<TMessage>.Call<TReply>(request)
            : throw ProcessErrors.WrongMessageType(request.GetType(), typeof(TMessage), nameof(request));
    }
}
