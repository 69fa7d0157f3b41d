using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Signals;

/// <summary>A timer on which the engine, and not user code, acts in the owner's turn.</summary>
internal abstract class Alarm(ProcessTarget owner) : TimerNode
{
    /// <summary>An alarm that calls a function.</summary>
    internal static Alarm For<TState>(ProcessTarget owner, TState state, Action<TState> act) => new Calling<TState>(owner, state, act);

    internal override void Fire()
    {
        Kind = EnvelopeKind.Alarm;
        owner.Deliver(null, this);
    }

    private sealed class Calling<TState>(ProcessTarget owner, TState state, Action<TState> act) : Alarm(owner)
    {
        internal override void ActOnTurn() => act(state);
    }
}
