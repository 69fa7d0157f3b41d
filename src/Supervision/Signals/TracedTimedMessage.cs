using System.Diagnostics;
using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>A timer that was started inside an activity.</summary>
internal sealed class TracedTimedMessage : TimedMessage, ITraced
{
    /// <inheritdoc cref="TimedMessage(ProcessTarget, object)"/>
    internal TracedTimedMessage(ProcessTarget receiver, object message, ActivityContext trace)
        : base(receiver, message) => Trace = trace;

    /// <inheritdoc cref="TimedMessage(Func{ProcessTarget?}, object)"/>
    internal TracedTimedMessage(Func<ProcessTarget?> resolve, object message, ActivityContext trace)
        : base(resolve, message) => Trace = trace;

    public ActivityContext Trace { get; }
}
