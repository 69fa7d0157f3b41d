namespace Supervision.Tasks;

/// <summary>One run of a task with a result: written in its process, read when that is over.</summary>
internal sealed class TaskRun<TResult>(Func<ProcessContext, Task<TResult>> work, Pid owner)
{
    /// <summary>What is known before the process is gone; null for nothing. The only thing that survives a process that ended before
    /// anybody could wait for it.</summary>
    private volatile TaskOutcome<TResult>? _known;

    /// <summary>What the process does.</summary>
    internal async Task RunAsync(ProcessContext process)
    {
        if (owner != Pid.None)
        {
            // Before anything that could fail: the owner must hear of that.
            process.Link(owner);
        }

        try
        {
            _known = new TaskOutcome<TResult>.Completed(await work(process).ConfigureAwait(true)); // in the task's process
        }
        catch (Exception error)
        {
            _known = new TaskOutcome<TResult>.Exited(process.Cell.ReasonOf(error));
            throw;
        }
    }

    /// <summary>The outcome of a process that has ended with a reason.</summary>
    internal TaskOutcome<TResult> OutcomeOf(ExitReason reason) => _known switch
    {
        TaskOutcome<TResult>.Completed completed => completed,
        { } known when reason == ExitReason.NoProcess => known,
        _ => new TaskOutcome<TResult>.Exited(reason),
    };
}
