using Supervision.Signals;

namespace Supervision;

/// <summary>One message to be delivered later. Its identity is the object; compare by reference.</summary>
/// <remarks>
/// <para>Made by <see cref="ProcessContext.SendAfter(TimeSpan, Pid, object)"/>. Stays valid as a value after it has fired.</para>
/// <para><b>OTP:</b> the reference that erlang:send_after/3 returns.</para>
/// </remarks>
public sealed class TimerRef
{
    internal TimerRef(TimedMessage node) => Node = node;

    internal TimedMessage Node { get; }

    /// <summary>True until the message was put into the mailbox, the timer was cancelled or the process that it was for has ended. A moment's
    /// answer.</summary>
    public bool IsPending => Node.IsPending;
}
