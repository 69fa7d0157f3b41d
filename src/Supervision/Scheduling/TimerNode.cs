using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>One pending timer. It is an envelope, so that firing can put the node itself into its owner's door.</summary>
internal abstract class TimerNode : Envelope
{
    /// <summary>When to fire, as a timestamp of the runtime's clock. Under the queue's lock.</summary>
    internal long Due;

    /// <summary>Decides between timers that are due at the same instant: the first started fires first.</summary>
    internal long Sequence;

    /// <summary>Where the node is in the heap; -1 when it is not pending. Under the queue's lock.</summary>
    internal int HeapIndex = -1;

    /// <summary>Called once, by the clock's thread and under no lock. Must not run user code.</summary>
    internal abstract void Fire();

    /// <summary>What the engine does in the owner's turn when the node arrives as an alarm; it must check whether it still matters.</summary>
    internal virtual void ActOnTurn() => throw new System.Diagnostics.UnreachableException();
}
