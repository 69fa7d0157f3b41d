using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Supervisors;

/// <summary>Finds a process that asks something of a supervisor which waits for that process to start: neither would ever go on. What is read of the
/// supervisor is of the moment, so a circle may be missed; none is found where there is none.</summary>
internal static class StartCircle
{
    /// <summary>Before a request is sent. Tells of a circle, or gives what to fail the request with, as the runtime's policy for circles says.</summary>
    internal static CallFailedException? Check(Pid target, object request)
    {
        if (ProcessTarget.Caller is not ProcessCell { Behavior.IsStarting: true } caller || caller.Runtime.CallCycles == CallCyclePolicy.Off
            || target.Target is not ProcessCell supervisor || !Awaits(supervisor, caller))
        {
            return null;
        }

        List<Pid> circle = [caller.Pid, target];
        if (caller.Runtime.CallCycles == CallCyclePolicy.Fail)
        {
            return CallErrors.Failed(target, CallErrors.Cycle(request, circle));
        }

        caller.Runtime.Reports.Write(new Report.CallCycle(circle));
        return null;
    }

    /// <summary>Through supervisors that are being started themselves.</summary>
    private static bool Awaits(ProcessCell supervisor, ProcessCell process)
    {
        ProcessCell? at = supervisor;
        while (at?.Behavior is SupervisorBehavior behavior)
        {
            at = behavior.AwaitedStart.Target as ProcessCell;
            if (ReferenceEquals(at, process))
            {
                return true;
            }
        }

        return false;
    }
}
