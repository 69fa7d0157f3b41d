using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>A question or an order to a process, besides messages.</summary>
internal abstract class ControlEnvelope : Envelope
{
    private protected ControlEnvelope() => Kind = EnvelopeKind.Control;

    /// <summary>In the process's turn, when the door is drained.</summary>
    internal abstract void ActOnTurn(ProcessCell cell);

    /// <summary>The process is gone.</summary>
    internal abstract void Refuse(ExitReason reason);
}
