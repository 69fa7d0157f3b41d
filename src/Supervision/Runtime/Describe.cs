namespace Supervision.Runtime;

/// <summary>Asks the process about itself.</summary>
internal sealed class Describe(TaskCompletionSource<ProcessInfo?> answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell) => answer.TrySetResult(cell.DescribeOnTurn());

    internal override void Refuse(ExitReason reason) => answer.TrySetResult(null);
}
