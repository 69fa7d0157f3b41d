using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>
/// Everything that the engine asks of the outside world: who runs next, when a signal is handed over, what time it is, and
/// randomness. Production and the in-memory test scheduler differ in this class alone.
/// </summary>
internal abstract class ProcessScheduler
{
    /// <summary>The clock of the runtime.</summary>
    internal abstract TimeProvider Time { get; }

    /// <summary>How many envelopes one turn may consume.</summary>
    internal virtual int TurnBudget => 256;

    /// <summary>True when <see cref="Transmit"/> does anything but hand over at once.</summary>
    internal virtual bool DefersDelivery => false;

    /// <summary>Runs one turn of a process soon. Called exactly once for every push that woke it, and by the process itself when it
    /// gives way.</summary>
    /// <param name="process">The process.</param>
    /// <param name="gaveWay">True when the process has used up its turn and others come first.</param>
    internal abstract void Schedule(ProcessTarget process, bool gaveWay);

    /// <summary>The process has much to do; if it waits behind the turn that asks this, another thread takes it. Any thread.</summary>
    internal virtual void HandOver(ProcessTarget process)
    {
    }

    /// <summary>Hands an envelope to its receiver, now or, in tests, as a step of its own. Order between a pair is kept.</summary>
    internal virtual void Transmit(ProcessTarget? from, ProcessTarget to, Envelope envelope) => to.Accept(envelope);

    /// <summary>True when <see cref="Consumed"/> does anything.</summary>
    internal virtual bool WatchesMessages => false;

    /// <summary>A process takes a message out of its mailbox, to handle it. In its turn.</summary>
    internal virtual void Consumed(ProcessTarget process, Envelope envelope)
    {
    }

    /// <summary>Runs code that belongs to no living process: a continuation of one that is dead, or an outside caller's.</summary>
    internal abstract void RunDetached(SendOrPostCallback callback, object? state);

    /// <summary>The same for what is its own work item.</summary>
    internal virtual void RunDetached(IThreadPoolWorkItem item) => RunDetached(static work => ((IThreadPoolWorkItem)work!).Execute(), item);

    /// <summary>Cancels a process's token: never on the thread that told the process to end, for the callbacks are user code and may block or
    /// throw. What they throw is told to <paramref name="failed"/>.</summary>
    internal abstract void Cancel(CancellationTokenSource source, Action<Exception> failed);

    /// <summary>How tasks that the engine completes for others go on: never inside the turn that completes them. In tests nothing may go on
    /// on another thread, and the contexts of processes see to the rest.</summary>
    internal virtual TaskCreationOptions CompletionOptions => TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>Sixty-four random bits; seeded in tests.</summary>
    internal abstract ulong NextRandom();

    /// <summary>The timers of a new runtime.</summary>
    internal abstract TimerQueue CreateTimers();

    /// <summary>Is told each use of what does not belong to one process, with whether the use changes it: of a name or, null, of the table of
    /// processes. Null when nobody wants to know, as in production.</summary>
    internal virtual Action<string?, bool>? SharedUses => null;

    /// <summary>Is told each use of what others see of a process without asking it, with whether the use changes it: whether it lives, the room in its
    /// mailbox. What a send answers is not told here. Null when nobody wants to know, as in production.</summary>
    internal virtual Action<ProcessTarget, bool>? ProcessUses => null;

    /// <summary>Is told where code leaves the order that the scheduler keeps; null in production.</summary>
    internal virtual EscapeGuard? Guard => null;

    /// <summary>Begins watching for turns that do not end; production only.</summary>
    internal virtual void Watch(ITurnWatcher watcher)
    {
    }

    /// <summary>Ends watching.</summary>
    internal virtual void Unwatch(ITurnWatcher watcher)
    {
    }
}
