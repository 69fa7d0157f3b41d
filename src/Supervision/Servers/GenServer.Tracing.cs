using System.Diagnostics;
using System.Runtime.CompilerServices;
using Supervision.Calls;
using Supervision.Processes;

namespace Supervision;

/// <summary>A message that was sent inside an activity is handled inside one.</summary>
public abstract partial class GenServer<TMessage>
{
    /// <summary>Where a message belongs; null for nearly all.</summary>
    private static ActivityContext? TraceOf(Envelope envelope)
    {
        switch (envelope.Kind)
        {
            case EnvelopeKind.Call when Unsafe.As<CallNode>(envelope).Mark is { } mark:
                return mark.Trace == default ? null : mark.Trace;
            case EnvelopeKind.Message when envelope is ITraced traced:
                return traced.Trace;
            default:
                return null;
        }
    }

    private void DispatchInActivity(Envelope envelope, ActivityContext trace)
    {
        Activity? outer = Activity.Current;
        Next.Activity = _cell!.Runtime.Telemetry.Start(
            $"handle {envelope.Content?.GetType().Name}", envelope is CallNode ? ActivityKind.Server : ActivityKind.Consumer, trace);
        Next.Activity?.SetTag("supervision.process", _cell.Pid.ToString()).SetTag("supervision.server", Label);
        DispatchContent(envelope);

        // What the callback awaits goes on in its activity; this thread does not.
        Activity.Current = outer;
    }

    /// <summary>The callback has ended.</summary>
    private void EndActivity(Exception? error)
    {
        if (_next?.Activity is { } activity)
        {
            _next.Activity = null;
            _cell!.Runtime.Telemetry.End(activity, error);
        }
    }
}
