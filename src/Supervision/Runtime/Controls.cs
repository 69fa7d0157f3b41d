namespace Supervision.Runtime;

/// <summary>Answers when the process is gone.</summary>
internal sealed class AwaitExit(TaskCompletionSource<ExitReason> answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell) => (cell.Extra.Waiters ??= []).Add(answer);

    internal override void Refuse(ExitReason reason) => answer.TrySetResult(reason);
}

/// <summary>Stops the handling of messages; answers when that is so.</summary>
internal sealed class Suspend(TaskCompletionSource answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell) => cell.SuspendOnTurn(answer);

    internal override void Refuse(ExitReason reason) => answer.TrySetResult();
}

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

/// <summary>Asks the process about itself.</summary>
internal sealed class Describe(TaskCompletionSource<ProcessInfo?> answer) : ControlEnvelope
{
    internal override void ActOnTurn(ProcessCell cell) => answer.TrySetResult(cell.DescribeOnTurn());

    internal override void Refuse(ExitReason reason) => answer.TrySetResult(null);
}

/// <summary>Asks a server to stop after the messages that came before; ends any other process at once.</summary>
internal sealed class StopRequest(ExitReason reason) : ControlEnvelope
{
    internal ExitReason Reason => reason;

    internal override object Content => this;

    internal override void ActOnTurn(ProcessCell cell)
    {
        if (cell.Behavior is { HandlesStop: true })
        {
            cell.AppendOnTurn(this);
        }
        else
        {
            cell.ExitOnTurn(reason);
        }
    }

    internal override void Refuse(ExitReason reason)
    {
    }
}
