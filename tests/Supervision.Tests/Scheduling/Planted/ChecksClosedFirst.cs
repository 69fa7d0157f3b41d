using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>Closed is a word of its own, and a pusher asks for it in one step and pushes in the next.</summary>
internal sealed class ChecksClosedFirst : TestedDoor
{
    private int _closed;

    internal override bool IsClosed => ControlledAtomics.Read(ref _closed) == 1;

    internal override PushResult Push(Envelope node) => IsClosed ? PushResult.Closed : base.Push(node);

    internal override Envelope? Close()
    {
        ControlledAtomics.Write(ref _closed, 1);
        return TakeAll();
    }
}
