namespace Supervision.Runtime;

/// <summary>Stops the handling of messages; answers when that is so.</summary>
internal sealed class Suspend(TaskCompletionSource answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell) => cell.SuspendOnTurn(answer);

    internal override void Refuse(ExitReason reason) => answer.TrySetResult();
}
