namespace Supervision.Tasks;

/// <summary>What is said of a task that cannot be started.</summary>
internal static class TaskErrors
{
    internal static InvalidOperationException Restarted(Restart restart) => new(
        $"A task whose result is waited for runs once, and the children of this supervisor are {restart}. Start it under a supervisor whose tasks are {Restart.Temporary}, or without a handle with StartAsync.");

    internal static StartFailedException NotStarted(ChildResult result) => new("The task", result switch
    {
        ChildResult.Failed failed => new StartResult.Failed(failed.Reason),
        ChildResult.Full => new StartResult.Failed(new ExitReason.Custom("max_children")),
        _ => new StartResult.Failed(new ExitReason.Custom("not_started", result)),
    });
}
