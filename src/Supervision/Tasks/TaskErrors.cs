using System.Globalization;
using Supervision.Runtime;

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

    internal static TimeoutException ItemTooSlow(Pid task, TimeSpan limit) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Task {task} of the stream took more than {limit.TotalSeconds:0.###} s. Give it more time, or set {nameof(TaskStreamOptions.ContinueOnTimeout)} to go on without it."));

    internal static TaskStreamOptions Checked(TaskStreamOptions options)
    {
        ProcessErrors.CheckedTimeout(options.Timeout, nameof(options));
        return options.MaxConcurrency is not < 1 ? options : throw new ArgumentOutOfRangeException(
            nameof(options), options.MaxConcurrency, "A stream runs at least 1 task at a time. Set MaxConcurrency to 1 or more, or to null for as many as there are processors.");
    }

    internal static void CheckEnough(int? enough)
    {
        if (enough < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(enough), enough, "At least 1 outcome must be waited for. Leave it out to wait for all.");
        }
    }

    /// <summary>The result of a wait that has one.</summary>
    internal static T ResultOf<T>(Task<T> ended)
    {
#pragma warning disable VSTHRD002 // It has completed.
        return ended.Result;
#pragma warning restore VSTHRD002
    }
}
