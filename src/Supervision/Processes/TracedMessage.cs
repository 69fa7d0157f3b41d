using System.Diagnostics;

namespace Supervision.Processes;

/// <summary>A message that was sent inside an activity. It does not hold the activity itself, which would outlive its time in a mailbox.</summary>
internal sealed class TracedMessage(object content, ActivityContext trace) : Envelope, ITraced
{
    public ActivityContext Trace => trace;

    internal override bool HasContent => true;

    internal override object Content => content;
}
