namespace Supervision.Runtime;

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
