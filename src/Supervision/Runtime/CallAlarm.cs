using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Runtime;

/// <summary>Ends the wait of a process for a call, in its own turn.</summary>
internal sealed class CallAlarm<TReply>(ProcessCell caller, ProcessCall<TReply> call) : ReusedTimer
{
    internal override void Fire()
    {
        Kind = EnvelopeKind.Alarm;
        caller.Deliver(null, this);
    }

    internal override void ActOnTurn() => call.TimeOutOnTurn();
}
