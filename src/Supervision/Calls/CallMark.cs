using System.Diagnostics;
using Supervision.Diagnostics;

namespace Supervision.Calls;

/// <summary>When a call began and where it belongs: only for calls that somebody measures or traces.</summary>
internal sealed class CallMark
{
    private readonly Telemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly long _beganAt;
    private readonly Activity? _activity;

    private CallMark(Telemetry telemetry, TimeProvider time, Activity? activity, ActivityContext trace)
    {
        _telemetry = telemetry;
        _time = time;
        _beganAt = time.GetTimestamp();
        _activity = activity;
        Trace = trace;
    }

    /// <summary>What the server's activity belongs to; default for nothing.</summary>
    internal ActivityContext Trace { get; }

    /// <summary>Begins one, in an activity of its own when its caller is in one.</summary>
    internal static CallMark Begin(Telemetry telemetry, TimeProvider time, object request)
    {
        Activity? outer = Activity.Current;
        if (outer is null || !telemetry.IsTracing)
        {
            return new CallMark(telemetry, time, null, default);
        }

        Activity? activity = telemetry.Start($"call {request.GetType().Name}", ActivityKind.Client, outer.Context);

        // It lasts until the call is decided, which happens elsewhere: it is nobody's current activity meanwhile.
        Activity.Current = outer;
        return new CallMark(telemetry, time, activity, activity?.Context ?? outer.Context);
    }

    private static string OutcomeOf(CallFailure? failure) => failure switch
    {
        null => "Replied",
        { Detail: CallErrors.Cancelled or CallErrors.CallerEnds } => "Abandoned",
        _ => failure.Cause.ToString(),
    };

    /// <summary>The call is decided. Once, by whoever decides it.</summary>
    internal void End(CallFailure? failure)
    {
        _telemetry.CallEnded(_time.GetElapsedTime(_beganAt), OutcomeOf(failure));
        if (_activity is not null)
        {
            _telemetry.End(_activity, null, failure?.Detail);
        }
    }
}
