using Supervision.Calls;

namespace Supervision.Runtime;

/// <summary>Finds calls that wait for each other in a circle, by following who waits for whom. Nobody is stopped to look: a circle is
/// believed when two walks in a row find the same calls still pending.</summary>
internal static class CallCycles
{
    private const int MaxHops = 64;

    /// <summary>Looks when a call is listed and not sent yet. Returns the failure when it must not be sent.</summary>
    internal static CallFailure? Check(ProcessCell caller, ProcessCell server, CallNode call)
    {
        CallCyclePolicy policy = caller.Runtime.CallCycles;
        if (policy == CallCyclePolicy.Off)
        {
            return null;
        }

        // Between listing the own call and reading those of others, so that the last to list sees all the others.
        Interlocked.MemoryBarrier();
        if (server.WaitingFor is null)
        {
            return null;
        }

        List<(CallNode Call, short Version)>? first = Walk(caller, server);
        if (first is null || Walk(caller, server) is not { } second || !first.SequenceEqual(second))
        {
            return null;
        }

        List<Pid> cycle = [caller.Pid, server.Pid, .. first.SkipLast(1).Select(static waiting => new Pid(waiting.Call.Server))];
        if (policy == CallCyclePolicy.Fail)
        {
            return CallErrors.Cycle(call.Request, cycle);
        }

        caller.Runtime.Reports.Write(new Report.CallCycle(cycle));
        return null;
    }

    /// <summary>The calls on the way from the server back to the caller; null when the way does not lead there.</summary>
    private static List<(CallNode Call, short Version)>? Walk(ProcessCell caller, ProcessCell server)
    {
        List<(CallNode Call, short Version)> calls = [];
        ProcessCell at = server;
        while (calls.Count < MaxHops && at.WaitingFor is { IsPending: true } waiting)
        {
            calls.Add((waiting, waiting.Version));
            at = (ProcessCell)waiting.Server!;
            if (ReferenceEquals(at, caller))
            {
                return calls;
            }
        }

        return null;
    }
}
