using Supervision.Processes;

namespace Supervision.StateMachines;

/// <summary>The timeout of the event, as an event.</summary>
internal sealed class EventTimeout : Envelope
{
    private static readonly Signal.Timeout Timeout = new();

    internal override object Content => Timeout;
}
