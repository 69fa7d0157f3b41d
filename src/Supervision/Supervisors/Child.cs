using System.Diagnostics;

namespace Supervision.Supervisors;

/// <summary>
/// One child of one supervisor over all its incarnations. Small, because a dynamic supervisor may have a million; it belongs to its
/// <see cref="ChildTable"/>, which alone changes it.
/// </summary>
[DebuggerDisplay("{Id,nq} {Status} {Pid}")]
internal sealed class Child
{
    /// <summary>The neighbours in start order.</summary>
    internal Child? Previous;

    /// <inheritdoc cref="Previous"/>
    internal Child? Next;

    internal Child(ChildSpec spec, string? id, object? argument)
    {
        Spec = spec;
        Id = id;
        Argument = argument;
    }

    /// <summary>The specification; for all dynamic children of a supervisor the same object.</summary>
    internal ChildSpec Spec { get; private set; }

    /// <summary>The id; of a dynamic child its key, null without one.</summary>
    internal string? Id { get; }

    /// <summary>What a dynamic child is started with, at each restart again; null once a temporary one runs, which has none.</summary>
    internal object? Argument { get; set; }

    /// <summary>The process; while it is restarting the one that ended; none when stopped.</summary>
    internal Pid Pid { get; set; }

    internal ChildInfo.State Status { get; set; }

    /// <summary>How many times it has started.</summary>
    internal int Incarnation { get; set; }

    /// <summary>How messages and reports call it.</summary>
    internal string Name => Id ?? Spec.Id;

    /// <summary>It will not be started again: what its start holds in memory is let go.</summary>
    internal void ForgetStart(bool isDynamic)
    {
        if (isDynamic)
        {
            Argument = null;
        }
        else
        {
            Spec = Spec with { Start = StartForgottenAsync, Supervisor = null };
        }
    }

    private static ValueTask<StartResult> StartForgottenAsync(StartContext context) =>
        new(new StartResult.Failed(new ExitReason.Custom("start_forgotten", context.ChildId)));
}
