using Supervision.Runtime;

namespace Supervision.Registries;

/// <summary>A process that listens to a registry.</summary>
internal sealed class Listener(ProcessCell owner, ListenerList list) : Registration(owner)
{
    internal override void Withdraw() => list.Remove(this);
}
