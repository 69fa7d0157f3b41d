namespace Supervision.Runtime;

/// <summary>Answers when the process is gone.</summary>
internal sealed class AwaitExit(TaskCompletionSource<ExitReason> answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell) => (cell.Extra.Waiters ??= []).Add(answer);

    internal override void Refuse(ExitReason reason) => answer.TrySetResult(reason);
}
