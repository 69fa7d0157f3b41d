using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Runtime;

/// <summary>What senders touch of a process. In a class of its own because the fields of a base class come first in memory: what the turns
/// of the process write for each message is at the other end, a cache line away, so that sender and receiver do not wait for each other's
/// writes.</summary>
internal abstract class ProcessEntrance : ProcessTarget
{
    /// <summary>The only field that other threads write in the course of normal business.</summary>
    private protected Door<MachineAtomics> _door;

    private protected ProcessFlags _flags;
}
