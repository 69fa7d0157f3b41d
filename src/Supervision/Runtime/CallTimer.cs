using Supervision.Calls;
using Supervision.Scheduling;

namespace Supervision.Runtime;

/// <summary>Ends the wait of an outside caller.</summary>
internal sealed class CallTimer(CallNode call) : ReusedTimer
{
    internal override void Fire() => call.TryFail(CallStart.TimeoutOf(call));
}
