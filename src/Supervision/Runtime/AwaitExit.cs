namespace Supervision.Runtime;

/// <summary>Answers when the process is gone.</summary>
internal sealed class AwaitExit(TaskCompletionSource<ExitReason> answer) : ControlEnvelope
{
    private const int PruneFrom = 16;

    internal override void ActOnTurn(ProcessCell cell)
    {
        List<TaskCompletionSource<ExitReason>> waiters = cell.Extra.Waiters ??= [];
        if (waiters.Count >= PruneFrom && int.IsPow2(waiters.Count))
        {
            // Those that gave up waiting must not gather at a process that lives for ever.
            waiters.RemoveAll(static waiter => waiter.Task.IsCompleted);
        }

        waiters.Add(answer);
    }

    internal override void Refuse(ExitReason reason) => answer.TrySetResult(reason);
}
