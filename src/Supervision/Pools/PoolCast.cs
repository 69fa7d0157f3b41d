using Supervision.Calls;
using Supervision.Runtime;

namespace Supervision.Pools;

/// <summary>A message whose sender waits only until it has a place. To the worker it is a call that needs no answer, so that its end is known.</summary>
internal sealed class PoolCast<TMessage>(TMessage message, ReplyTo<SendResult> sender) : PoolItem<TMessage>(message)
    where TMessage : notnull
{
    private bool _isAccepted;

    internal override bool IsWanted => _isAccepted || sender.IsAwaited;

    internal override async ValueTask<CallFailure?> HandleAsync(ProcessRuntime runtime, Pid worker)
    {
        CallNode<bool> call = CallStart.Begin<bool>(
            runtime, worker.Target as ProcessCell, worker.ToString(), Message, Timeout.InfiniteTimeSpan, CancellationToken.None);
        CallResult<bool> result = await new ValueTask<CallResult<bool>>(call, call.Version).ConfigureAwait(true); // in the queue's process
        return result.Failure is { Cause: CallFailureCause.NoReply } ? null : result.Failure;
    }

    internal override bool TryAccept() => _isAccepted = sender.Reply(SendResult.Accepted);

    internal override void Refuse(CallFailure failure) => sender.Fail(failure);

    internal override void Refuse(Pid pool, int limit) => sender.Reply(SendResult.Full);

    internal override void Fail(ProcessRuntime runtime, Pid pool, CallFailure failure) =>
        runtime.Reports.Write(pool, null, Message, DeadLetterCause.ProcessEnded);
}
