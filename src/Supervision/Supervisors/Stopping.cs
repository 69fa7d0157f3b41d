using Supervision.Signals;

namespace Supervision.Supervisors;

/// <summary>One process that is being stopped; also the message of its deadline.</summary>
internal sealed class Stopping(Pid pid, Child? child, Shutdown how, MonitorRef monitor)
{
    internal Pid Pid { get; } = pid;

    /// <summary>The child; null for a process whose start was given up.</summary>
    internal Child? Child { get; } = child;

    internal Shutdown How { get; } = how;

    internal MonitorRef Monitor { get; } = monitor;

    /// <summary>Ends the patience; null without a limit.</summary>
    internal TimedMessage? Timer { get; set; }
}
