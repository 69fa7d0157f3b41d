using System.Diagnostics;

namespace Supervision;

/// <summary>One child in a supervisor's listing.</summary>
/// <param name="Id">Its id; for a child of a dynamic supervisor its key, null without one.</param>
/// <param name="Pid">Its process; <see cref="Pid.None"/> unless <paramref name="Status"/> is <see cref="State.Running"/>.</param>
/// <param name="Status">What the supervisor knows about it; a child that has just died is running until its end was handled.</param>
/// <param name="Type">Worker or supervisor.</param>
/// <param name="Tags">The tags of its specification.</param>
/// <remarks><para><b>OTP:</b> an element of what supervisor:which_children/1 returns. Differs: tags and keys in place of modules.</para></remarks>
[DebuggerDisplay("{Id,nq} {Status} {Pid}")]
public sealed record ChildInfo(string? Id, Pid Pid, ChildInfo.State Status, ChildType Type, IReadOnlyList<string> Tags)
{
    /// <summary>What a supervisor knows about a child.</summary>
    public enum State
    {
        /// <summary>It has no process: its start answered <see cref="StartResult.Ignored"/>, it ended without being restarted, or it was
        /// stopped.</summary>
        Stopped = 0,

        /// <summary>It has a process.</summary>
        Running,

        /// <summary>Its last restart failed, and the supervisor will try again after the requests that it got meanwhile; or its restart
        /// waits for its <see cref="ChildSpec.Backoff"/>.</summary>
        Restarting,
    }

    /// <summary>How many children a supervisor has.</summary>
    /// <param name="Specs">Child specifications; always 1 for a dynamic supervisor.</param>
    /// <param name="Active">Children whose process is alive; for a dynamic supervisor those not being restarted.</param>
    /// <param name="Supervisors">Children of type <see cref="ChildType.Supervisor"/>, running or not.</param>
    /// <param name="Workers">Children of type <see cref="ChildType.Worker"/>, running or not.</param>
    /// <remarks><para><b>OTP:</b> what supervisor:count_children/1 returns; no difference.</para></remarks>
    public sealed record Counts(int Specs, int Active, int Supervisors, int Workers);
}
