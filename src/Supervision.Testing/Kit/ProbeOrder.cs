using Supervision.Runtime;

namespace Supervision.Testing.Kit;

/// <summary>What the test asks of a probe. It takes its place among the messages.</summary>
internal abstract class ProbeOrder : ControlEnvelope
{
    internal override object Content => this;

    internal override void ActOnTurn(ProcessCell cell) => cell.AppendOnTurn(this);

    /// <summary>In the probe's turn, after the messages that came before.</summary>
    internal abstract void ActOnTurn(ProbeBehavior probe);

    /// <summary>Anything that is done in a step; a probe that has ended does nothing.</summary>
    internal sealed class Do(Action<ProbeBehavior> act) : ProbeOrder
    {
        internal override void ActOnTurn(ProbeBehavior probe) => act(probe);

        internal override void Refuse(ExitReason reason)
        {
        }
    }
}
