namespace Supervision;

/// <summary>What a channel is completed with whose process ended, and not in order: what <see cref="System.Threading.Channels.ChannelReader{T}.Completion"/>
/// faults with, and reads throw as the inner exception of <see cref="System.Threading.Channels.ChannelClosedException"/>.</summary>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public sealed class SourceEndedException : Exception
{
    internal SourceEndedException(Pid pid, ExitReason reason)
        : base($"Process {pid}, whose messages the channel gave, ended with {reason}.", (reason as ExitReason.Crashed)?.Error) =>
        (Pid, Reason) = (pid, reason);

    /// <summary>The process that ended.</summary>
    public Pid Pid { get; }

    /// <summary>Why it ended.</summary>
    public ExitReason Reason { get; }
}
