using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>The real door under the explorer. The types derived from it plant one mistake each.</summary>
internal class TestedDoor
{
    private Door<ControlledAtomics> _door;

    internal int Length => _door.Length;

    internal virtual bool IsClosed => _door.IsClosed;

    internal virtual PushResult Push(Envelope node) => _door.Push(node);

    internal AddResult TryAdd(object message) => _door.TryAdd(message);

    internal Envelope? TakeAll() => _door.TakeAll();

    internal virtual bool TryPark() => _door.TryPark();

    internal virtual Envelope? Close() => _door.Close();
}
