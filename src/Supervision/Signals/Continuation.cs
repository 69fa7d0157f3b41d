using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>Code of a process that goes on after an await.</summary>
internal sealed class Continuation : Envelope
{
    internal Continuation(SendOrPostCallback callback, object? state)
    {
        Callback = callback;
        State = state;
        Kind = EnvelopeKind.Continuation;
    }

    internal SendOrPostCallback Callback { get; }

    internal object? State { get; }

    internal override void Resume() => Callback(State);
}
