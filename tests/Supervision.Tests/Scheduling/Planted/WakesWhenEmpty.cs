using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>Takes an empty door for an idle owner.</summary>
internal sealed class WakesWhenEmpty : TestedDoor
{
    internal override PushResult Push(Envelope node)
    {
        PushResult result = base.Push(node);
        return result == PushResult.Accepted && node.Depth == 1 ? PushResult.AcceptedAndWoken : result;
    }
}
