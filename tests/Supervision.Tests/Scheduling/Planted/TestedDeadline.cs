using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>The real deadline under the explorer. The types derived from it plant one mistake each.</summary>
internal class TestedDeadline
{
    internal const long None = Deadline<ControlledAtomics>.None;

    private Deadline<ControlledAtomics> _deadline = Deadline<ControlledAtomics>.Unset;

    internal bool IsWanted => _deadline.IsWanted;

    internal bool Want(long due) => _deadline.Want(due);

    internal bool Renounce() => _deadline.Renounce();

    internal bool IsEnteredAfter(long due) => _deadline.IsEnteredAfter(due);

    internal void Enter(long due) => _deadline.Enter(due);

    internal virtual long Leave(long now) => _deadline.Leave(now);
}
