using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Scheduling;

namespace Supervision.Supervisors;

/// <summary>Ends a supervisor's patience with the child that it is stopping. One for all the stops that end in time, since between two of them it
/// only rests in the timers' queue; one that has fired may still be on its way, so the next stop gets another.</summary>
internal sealed class StopDeadline(ProcessCell supervisor, SupervisorBehavior behavior) : ReusedTimer
{
    internal override void Fire()
    {
        Kind = EnvelopeKind.Alarm;
        supervisor.Deliver(null, this);
    }

    internal override void ActOnTurn() => behavior.EndPatience(this);
}
