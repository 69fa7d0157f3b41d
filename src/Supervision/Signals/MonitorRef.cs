using System.Diagnostics;
using Supervision.Processes;
using Supervision.Signals;

namespace Supervision;

/// <summary>One monitor: who watches, and whom. Its identity is the object; compare by reference.</summary>
/// <remarks>
/// <para>Made by <see cref="ProcessContext.Monitor(Pid)"/>, used up by the one <see cref="Signal.Down"/> or by
/// <see cref="ProcessContext.Demonitor"/>.</para>
/// <para><b>OTP:</b> the reference that erlang:monitor/2 returns.</para>
/// </remarks>
[DebuggerDisplay("monitor of {Target}")]
public sealed class MonitorRef
{
    /// <summary>Who watches. Immutable.</summary>
    internal readonly ProcessTarget Owner;

    /// <summary>Who is watched; null when a name had no holder, and when the monitor is used up (it must not keep a dead process).
    /// Written by the owner only.</summary>
    internal ProcessTarget? Watched;

    /// <summary>False once fired or removed. Written by the owner only.</summary>
    internal bool IsActive = true;

    /// <summary>Whether the watched process has entered the monitor.</summary>
    internal Entry Entry;

    /// <summary>Neighbours in the owner's list. Owner only.</summary>
    internal MonitorRef? PreviousOfOwner;

    /// <summary>As <see cref="PreviousOfOwner"/>.</summary>
    internal MonitorRef? NextOfOwner;

    /// <summary>Neighbours in the watched process's list. The watched process only.</summary>
    internal MonitorRef? PreviousOfWatched;

    /// <summary>As <see cref="PreviousOfWatched"/>.</summary>
    internal MonitorRef? NextOfWatched;

    internal MonitorRef(ProcessTarget owner, ProcessTarget? watched, string? name)
    {
        Owner = owner;
        Watched = watched;
        Target = new Pid(watched);
        Name = name;
    }

    /// <summary>The watched process; <see cref="Pid.None"/> when the name had no holder.</summary>
    public Pid Target { get; }

    /// <summary>The name that was monitored; null when it was a pid.</summary>
    public string? Name { get; }
}
