namespace Supervision.Runtime;

/// <summary>Begins the handling of messages again.</summary>
internal sealed class Resumption(TaskCompletionSource answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell)
    {
        cell.ResumeMessagesOnTurn();
        answer.TrySetResult();
    }

    internal override void Refuse(ExitReason reason) => answer.TrySetResult();
}
