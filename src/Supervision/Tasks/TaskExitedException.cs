namespace Supervision;

/// <summary>A supervised task whose result was waited for has ended without one.</summary>
public sealed class TaskExitedException : Exception
{
    internal TaskExitedException(Pid task, ExitReason reason)
        : base($"Task {task} ended with {reason} before it had a result. TryWaitAsync gives that as a value.", (reason as ExitReason.Crashed)?.Error) =>
        (Pid, Reason) = (task, reason);

    /// <summary>The task's process.</summary>
    public Pid Pid { get; }

    /// <summary>Why it ended.</summary>
    public ExitReason Reason { get; }
}
