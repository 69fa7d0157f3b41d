using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>Idleness is a word of its own, and the owner does not look into the door again after setting it.</summary>
internal sealed class ParksUnlooked : TestedDoor
{
    private int _idle;

    internal override PushResult Push(Envelope node)
    {
        PushResult result = base.Push(node);
        bool woken = result == PushResult.Accepted && ControlledAtomics.CompareExchange(ref _idle, 0, 1) == 1;
        return woken ? PushResult.AcceptedAndWoken : result;
    }

    internal override bool TryPark()
    {
        ControlledAtomics.Write(ref _idle, 1);
        return true;
    }
}
