using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>Carries a monitor to the watched process, to be entered there or removed.</summary>
internal sealed class MonitorEnvelope : Envelope
{
    internal MonitorEnvelope(MonitorRef monitor, EnvelopeKind kind)
    {
        Monitor = monitor;
        Kind = kind;
    }

    internal MonitorRef Monitor { get; }
}
