using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>What one pool thread is doing for processes.</summary>
internal sealed class WorkerSlot
{
    /// <summary>Every so many go to the pool's common queue; a power of two less one.</summary>
    private const int LocalLimit = 31;

    /// <summary>The process whose turn this thread runs; null between work items. Written by the thread, read by the watch.</summary>
    internal ProcessTarget? Current;

    private readonly Lock _lock = new();

    /// <summary>The process to run right after the current turn.</summary>
    private RunNext<MachineAtomics, ProcessTarget> _next;

    /// <summary>Tells the turns of this thread apart, so that the watch knows one long turn from many. Any thread.</summary>
    internal int Turn => _next.Epoch;

    /// <summary>How many work items in a row this thread has put into its own queue of the pool.</summary>
    private int _local;

    /// <summary>Whether a work item may go to the thread's own queue, which is served first: not always, or two that wake each other would keep
    /// the thread from everybody else's.</summary>
    internal bool MayPreferLocal() => (++_local & LocalLimit) != 0;

    /// <summary>How many more processes may run from the slot before the thread goes back to the pool.</summary>
    internal int Credits;

    internal void BeginTurn() => _next.BeginTurn();

    /// <summary>Answers what runs next on this thread; null for nothing.</summary>
    internal ProcessTarget? EndTurn()
    {
        if (!_next.EndTurn())
        {
            lock (_lock)
            {
                // The watch has decided when the lock is free.
            }
        }

        return _next.Take();
    }

    /// <summary>Has the thread run a process after its current turn. False: another waits already.</summary>
    internal bool TryOffer(ProcessTarget process) => _next.TryOffer(process);

    /// <summary>Takes a process back that waits for the end of the current turn. False: it does not.</summary>
    internal bool TryWithdraw(ProcessTarget process)
    {
        lock (_lock)
        {
            return _next.TryWithdraw(process);
        }
    }

    /// <summary>Takes what waits behind a turn that has not ended; null for nothing. The watch.</summary>
    internal ProcessTarget? TrySteal(int turn)
    {
        lock (_lock)
        {
            return _next.TrySteal(turn);
        }
    }
}
