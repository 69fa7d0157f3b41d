using Supervision.Runtime;
using Supervision.Scheduling;
using Supervision.Servers;

namespace Supervision.Supervisors;

/// <summary>Starts supervisors.</summary>
internal static class SupervisorStart
{
    /// <summary>Starts a supervisor, linked to its parent if it has one.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="parent">Who starts it; null for an outsider.</param>
    /// <param name="spec">What to start.</param>
    /// <param name="path">Where it is in the tree.</param>
    /// <param name="cell">The process; null when none was started.</param>
    /// <param name="owner">What the process is to own; null for nothing.</param>
    /// <returns>Completes when all children are started, or the supervisor is gone.</returns>
    internal static Task<StartResult> BeginAsync(
        ProcessRuntime runtime, ProcessCell? parent, SupervisorSpec spec, string path, out ProcessCell? cell, IAsyncDisposable? owner = null)
    {
        ArgumentNullException.ThrowIfNull(spec.Id, nameof(spec));
        ArgumentNullException.ThrowIfNull(spec.Options, nameof(spec));
        ArgumentNullException.ThrowIfNull(spec.Children, nameof(spec));
        ServerStart start = new(runtime);
        cell = runtime.StartProcess(
            new SupervisorBehavior(spec with { Children = [.. spec.Children] }, path, start),
            parent,
            new ProcessOptions { Name = spec.Name, TrapExits = true },
            parent is null ? null : static (from, to) => from.LinkNewProcessOnTurn(to),
            process =>
            {
                if (owner is not null)
                {
                    process.Extra.Owner = owner;
                }
            });
        if (cell is null)
        {
            return Task.FromResult<StartResult>(new StartResult.AlreadyStarted(new Pid(runtime.Names.Holder(spec.Name!))));
        }

        runtime.Guard?.Waits(parent, cell, WaitKind.Start, start.Answer);
        return start.Answer;
    }
}
