namespace Supervision.Pools;

/// <summary>A message whose sender waits for the answer.</summary>
internal sealed class PoolCall<TMessage, TReply>(ICall<TMessage, TReply> request, ReplyTo<TReply> caller) : PoolItem<TMessage>((TMessage)request)
    where TMessage : notnull
{
    internal override bool IsWanted => caller.IsAwaited;

    internal override async ValueTask<CallFailure?> HandleAsync(ProcessRuntime runtime, Pid worker)
    {
        CallResult<TReply> result = await ServerRef<TMessage>.ForPid(worker)
            .TryCallAsync(request, Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(true); // in the queue's process
        if (result.IsReply)
        {
            caller.Reply(result.Reply);
        }

        return result.Failure;
    }

    internal override bool TryAccept() => IsWanted;

    internal override void Refuse(CallFailure failure) => caller.Fail(failure);

    internal override void Refuse(Pid pool, int limit) => caller.Fail(PoolErrors.Full(request, pool, limit));

    internal override void Fail(ProcessRuntime runtime, Pid pool, CallFailure failure) => caller.Fail(failure);
}
