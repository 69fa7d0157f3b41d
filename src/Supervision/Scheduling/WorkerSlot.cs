using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>What one pool thread is doing for processes.</summary>
internal sealed class WorkerSlot
{
    /// <summary>Every so many go to the pool's common queue; a power of two less one.</summary>
    private const int LocalLimit = 31;

    /// <summary>The process whose turn this thread runs; null between work items. Written by the thread, read by the watch.</summary>
    internal ProcessTarget? Current;

    /// <summary>Counts the turns of this thread, so that the watch can tell one long turn from many. Written by the thread.</summary>
    internal long Turn;

    /// <summary>The process to run right after the current turn. Set by the thread when a turn wakes a process, taken by the thread or,
    /// when the turn lasts, by the watch; hence exchanged.</summary>
    internal ProcessTarget? Next;

    /// <summary>How many work items in a row this thread has put into its own queue of the pool.</summary>
    private int _local;

    /// <summary>Whether a work item may go to the thread's own queue, which is served first: not always, or two that wake each other would keep
    /// the thread from everybody else's.</summary>
    internal bool MayPreferLocal() => (++_local & LocalLimit) != 0;

    /// <summary>How many more processes may run from <see cref="Next"/> before the thread goes back to the pool.</summary>
    internal int Credits;
}
