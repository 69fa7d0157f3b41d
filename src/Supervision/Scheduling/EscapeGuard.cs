using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>
/// Is told where code leaves the order that a test scheduler keeps, who starts whom, and who waits for whom. Production has none, and asks for
/// it only where it is about to throw, to block, to start a process, or to wait for a start or an end.
/// </summary>
internal abstract class EscapeGuard
{
    /// <summary>An operation of a process is used by a thread that does not run its turn; it throws next. Any thread.</summary>
    internal abstract void UsedOutsideTurn(ProcessTarget process, string operation);

    /// <summary>The thread that runs a process's turn is about to block.</summary>
    /// <param name="process">The process.</param>
    /// <param name="milliseconds">For how long; -1 without a limit.</param>
    /// <param name="wait">Blocks for that long; returns what it waited for, as the system does.</param>
    /// <returns>What <paramref name="wait"/> returned.</returns>
    internal abstract int Block(ProcessTarget process, int milliseconds, Func<int, int> wait);

    /// <summary>A process was started and has not run yet. Any thread.</summary>
    internal abstract void Started(ProcessTarget process, ProcessTarget? by);

    /// <summary>Somebody waits for a process. Any thread.</summary>
    internal abstract void Waits(ProcessTarget? waiter, ProcessTarget target, WaitKind kind, Task until);
}
