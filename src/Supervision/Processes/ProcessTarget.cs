namespace Supervision.Processes;

/// <summary>
/// What a <see cref="Pid"/> points at. It derives from <see cref="SynchronizationContext"/> because the process itself is the
/// context of its turns: one object and one cast less per process, and the one way in which operations find their caller.
/// </summary>
internal abstract class ProcessTarget : SynchronizationContext, IThreadPoolWorkItem
{
    /// <summary>Never reused within a runtime, from 1.</summary>
    internal abstract long Id { get; }

    /// <summary>False as soon as the process has been told to end.</summary>
    internal abstract bool IsAlive { get; }

    /// <summary>The same for those who decide by it what to do next.</summary>
    internal virtual bool IsSeenAlive => IsAlive;

    /// <summary>The registered name; null without one and after death.</summary>
    internal abstract string? RegisteredName { get; }

    /// <summary>The process that the current thread is running a turn of; null outside of processes.</summary>
    internal static ProcessTarget? Caller => Current as ProcessTarget;

    /// <summary>Delivers a message from <see cref="Caller"/>.</summary>
    internal abstract SendResult Send(Envelope message);

    /// <summary>Delivers a message that is no value; in production without an object around it when the receiver is behind.</summary>
    internal virtual SendResult SendObject(object message) => Send(new PlainMessage(message));

    /// <summary>Delivers a message, waiting for room in a bounded mailbox.</summary>
    internal abstract ValueTask<SendResult> SendAsync(Envelope message, CancellationToken cancellationToken);

    /// <summary>Sends an explicit exit signal from <see cref="Caller"/>.</summary>
    internal abstract void Exit(ExitReason reason);

    /// <summary>Completes at death with the reason; <see cref="ExitReason.NoProcess"/> for a process that is already gone.</summary>
    internal abstract Task<ExitReason> WaitForExitAsync(CancellationToken cancellationToken);

    /// <summary>Sends an envelope on behalf of <paramref name="from"/>; null for somebody outside of processes.</summary>
    /// <returns>False when the receiver is known to be gone.</returns>
    internal abstract bool Deliver(ProcessTarget? from, Envelope envelope);

    /// <summary>Puts an envelope into the door; answers it as a dead process would when the door is closed.</summary>
    /// <returns>False when the door was closed.</returns>
    internal abstract bool Accept(Envelope envelope);

    /// <summary>Runs one turn. Called by a scheduler, which must have been told to by a push that woke the process.</summary>
    internal abstract void RunTurn();

    /// <summary>As <see cref="RunTurn"/>, for one of several turns in a row: leaves the thread with this process as its synchronisation
    /// context, which the caller takes away after the last.</summary>
    /// <param name="clean">The execution context that the thread must have between turns.</param>
    internal abstract void RunTurnInRow(ExecutionContext? clean);

    /// <summary>The thread pool's entry.</summary>
    public abstract void Execute();
}
