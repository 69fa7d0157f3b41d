namespace Supervision.Tasks;

/// <summary>What a task is started with.</summary>
/// <param name="Body">What its process does.</param>
/// <param name="IsAwaited">Whether somebody has a handle of this one run.</param>
internal sealed record TaskStart(Func<ProcessContext, Task> Body, bool IsAwaited)
{
    /// <summary>The start function of all tasks.</summary>
    internal static ValueTask<StartResult> StartAsync(StartContext context, TaskStart start) =>
        start.IsAwaited && context.Child.Spec.Restart != Restart.Temporary
            ? throw TaskErrors.Restarted(context.Child.Spec.Restart)
            : context.StartProcessAsync(start.Body);
}
