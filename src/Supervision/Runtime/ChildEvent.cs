namespace Supervision.Runtime;

/// <summary>What a supervisor has just learned of a child, for those who compare it with what the rules say.</summary>
/// <param name="Supervisor">The supervisor.</param>
/// <param name="Path">The supervisor's place in the tree.</param>
/// <param name="ChildId">The child's id; of a dynamic child its key, or the id of the template.</param>
/// <param name="Child">The child's process; none for a start that failed.</param>
/// <param name="Incarnation">Which of its incarnations under this supervisor that is, from 1; of a failed start the last that had gone well.</param>
/// <param name="Kind">What.</param>
/// <param name="Reason">Why it ended or did not start; null for one that did.</param>
internal sealed record ChildEvent(Pid Supervisor, string Path, string ChildId, Pid Child, int Incarnation, ChildEvent.EventKind Kind, ExitReason? Reason)
{
    internal enum EventKind
    {
        /// <summary>It ended by itself, or somebody else ended it, and the supervisor deals with that now.</summary>
        Ended = 0,

        Started,

        StartFailed,

        /// <summary>Its start function answered that there is nothing to run.</summary>
        Ignored,
    }
}
