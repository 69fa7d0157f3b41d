using System.Diagnostics;

namespace Supervision.Reconcilers;

/// <summary>One key, over all that happens to it. Everything under the lock of its <see cref="ReconcilerMemory{TArgs}"/>.</summary>
[DebuggerDisplay("{Name,nq} {Pid}")]
internal sealed class ReconciledKey<TArgs>(string name)
{
    internal string Name => name;

    /// <summary>Whether the key is in the desired set.</summary>
    internal bool IsWanted;

    /// <summary>With which arguments; stays what it was when the key is not wanted any more.</summary>
    internal TArgs Wanted = default!;

    /// <summary>Grows with each change of <see cref="Wanted"/>.</summary>
    internal int Version;

    internal IReadOnlyList<string> Tags = [];

    /// <summary>The version that the child was last started with, or is just being; 0 for none.</summary>
    internal int Applied;

    /// <summary>The child as far as is known; none when it does not run.</summary>
    internal Pid Pid;

    /// <summary>Whether its supervisor is restarting it, with a process that is not known yet.</summary>
    internal bool IsRestarting;

    /// <summary>The supervisor when the child was started.</summary>
    internal Pid Supervisor;

    internal long StartedAt;

    /// <summary>How often it has ended in a row.</summary>
    internal int Ends;

    /// <summary>Before this moment it is not started.</summary>
    internal long DueAt;

    internal ExitReason? LastReason;

    /// <summary>Whether it waits to be looked at.</summary>
    internal bool IsQueued;

    internal bool Runs => Pid != Pid.None || IsRestarting;

    internal bool IsOutdated => Applied != Version;

    internal ReconciledChild.State StatusAt(long now) => (Runs, IsWanted) switch
    {
        (true, false) => ReconciledChild.State.Stopping,
        (true, true) => IsOutdated ? ReconciledChild.State.Changing : ReconciledChild.State.Running,
        (false, _) => DueAt > now ? ReconciledChild.State.Waiting : ReconciledChild.State.Starting,
    };
}
