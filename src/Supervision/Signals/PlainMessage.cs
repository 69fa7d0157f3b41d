using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>A message.</summary>
internal sealed class PlainMessage(object content) : Envelope
{
    internal override object Content => content;
}
