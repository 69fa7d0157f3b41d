using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>The notice that a monitored process has ended.</summary>
internal sealed class DownEnvelope : Envelope
{
    private readonly Pid _pid;
    private Signal.Down? _message;

    internal DownEnvelope(MonitorRef monitor, Pid pid, ExitReason reason)
    {
        Monitor = monitor;
        _pid = pid;
        Reason = reason;
        Kind = EnvelopeKind.Down;
    }

    internal MonitorRef Monitor { get; }

    internal ExitReason Reason { get; }

    /// <summary>True when a demonitor with flush took the message out of the mailbox.</summary>
    internal bool IsFlushed { get; set; }

    internal override bool HasContent => !IsFlushed;

    internal override object? Content => IsFlushed ? null : _message ??= new Signal.Down(Monitor, _pid, Monitor.Name, Reason);
}
