using System.Diagnostics;

namespace Supervision;

/// <summary>What a reconciler knows of one child.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Status">How it is.</param>
/// <param name="Pid">Its process; <see cref="Pid.None"/> unless it runs, and while its supervisor restarts it.</param>
/// <param name="Ends">How often it has ended in a row, failed starts included.</param>
/// <param name="StartsIn">How long it still stays away; null when it runs, is on its way, or is not wanted.</param>
/// <param name="LastReason">Why it last ended or did not start; null when it has not, or that is not known.</param>
/// <param name="PausedBy">The switches that hold it; none when nothing does.</param>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
[DebuggerDisplay("{Key,nq} {Status} {Pid}")]
public sealed record ReconciledChild(
    string Key,
    ReconciledChild.State Status,
    Pid Pid,
    int Ends,
    TimeSpan? StartsIn,
    ExitReason? LastReason,
    IReadOnlyList<string> PausedBy)
{
    /// <summary>How a child of a reconciler is.</summary>
    public enum State
    {
        /// <summary>It is wanted and will be started as soon as possible.</summary>
        Starting = 0,

        /// <summary>It runs, with the arguments that are wanted.</summary>
        Running,

        /// <summary>It runs with other arguments than are wanted.</summary>
        Changing,

        /// <summary>It is gone and stays away for a time.</summary>
        Waiting,

        /// <summary>It runs and is not wanted.</summary>
        Stopping,
    }
}
