using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Servers;

/// <summary>What a callback has asked to happen after it, and other things that few servers need.</summary>
internal sealed class ServerNext
{
    /// <summary>Set when the server is to stop.</summary>
    internal ExitReason? StopReason;

    internal bool HasContinue;
    internal object? ContinueArgument;

    /// <summary>The timeout that the running callback has set; null for none.</summary>
    internal TimeSpan? Timeout;

    /// <summary>The alarm of the timeout that is set; null for none.</summary>
    internal Alarm? TimeoutAlarm;

    /// <summary>True when the time has passed: the signal comes when there is no message.</summary>
    internal bool IsTimeoutDue;

    /// <summary>Called when a callback has returned and the server goes on; null for servers to which that means nothing.</summary>
    internal Action? CallbackReturned;

    /// <summary>The last queued message that was looked at while suspended; null for none.</summary>
    internal Envelope? Looked;

    /// <summary>What the server ends with, while it terminates.</summary>
    internal ExitReason? EndReason;

    /// <summary>The activity of the callback that runs; null for none.</summary>
    internal System.Diagnostics.Activity? Activity;
}
