namespace Supervision;

/// <summary>What the runtime itself puts into a mailbox. A closed set.</summary>
/// <remarks><para>A server receives them in <c>HandleSignalAsync</c>, a body with
/// <see cref="ProcessContext.ReceiveAsync{T}"/>, in order with the messages of the same sender.</para></remarks>
public abstract record Signal
{
    private Signal()
    {
    }

    /// <summary>An exit signal that reached a process which traps exits.</summary>
    /// <param name="From">The linked process that ended, or whoever sent the signal.</param>
    /// <param name="Reason">Why.</param>
    /// <remarks><para><b>OTP:</b> <c>{'EXIT', From, Reason}</c>; no difference.</para></remarks>
    public sealed record Exit(Pid From, ExitReason Reason) : Signal;

    /// <summary>A monitored process has ended. Delivered once for each monitor.</summary>
    /// <param name="Monitor">The monitor, which is used up.</param>
    /// <param name="Pid">The process; <see cref="Supervision.Pid.None"/> when the monitored name had no holder.</param>
    /// <param name="Name">The name that was monitored; null when it was a pid.</param>
    /// <param name="Reason">Why it ended; <see cref="ExitReason.NoProcess"/> when there was none.</param>
    /// <remarks><para><b>OTP:</b> <c>{'DOWN', Ref, process, Item, Reason}</c>; no difference.</para></remarks>
    public sealed record Down(MonitorRef Monitor, Pid Pid, string? Name, ExitReason Reason) : Signal;

    /// <summary>No message came within the time that the server had set.</summary>
    /// <remarks><para><b>OTP:</b> the <c>timeout</c> message of gen_server; no difference.</para></remarks>
    public sealed record Timeout : Signal;
}
