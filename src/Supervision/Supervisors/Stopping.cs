namespace Supervision.Supervisors;

/// <summary>One process that is being stopped.</summary>
internal sealed class Stopping(Pid pid, Child? child, Shutdown how, MonitorRef monitor)
{
    internal Pid Pid { get; } = pid;

    /// <summary>The child; null for a process whose start was given up.</summary>
    internal Child? Child { get; } = child;

    internal Shutdown How { get; } = how;

    internal MonitorRef Monitor { get; } = monitor;
}
