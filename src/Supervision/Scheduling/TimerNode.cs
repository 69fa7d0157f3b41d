using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>One pending timer. It is an envelope, so that firing can put the node itself into its owner's door.</summary>
internal abstract class TimerNode : Envelope
{
    /// <summary>When to fire, as a timestamp of the runtime's clock. Under the queue's lock.</summary>
    internal long Due;

    /// <summary>Decides between timers that are due at the same instant: the first started fires first.</summary>
    internal long Sequence;

    /// <summary>What <see cref="Slot"/> is while the timer is in no queue.</summary>
    internal const int NoSlot = -1;

    /// <summary>What <see cref="Slot"/> is while the timer is in the heap of its queue.</summary>
    internal const int HeapSlot = -2;

    /// <summary>The slot of the queue's wheel that the timer is in, or one of the constants above. Under the queue's lock.</summary>
    internal int Slot = NoSlot;

    /// <summary>The place in the slot or in the heap. Under the queue's lock.</summary>
    internal int Index;

    /// <summary>Whether a queue has it. Under the queue's lock; without it a moment's answer.</summary>
    internal bool IsEntered => Slot != NoSlot;

    /// <summary>Called once, by the clock's thread and under no lock. Must not run user code.</summary>
    internal abstract void Fire();

    /// <summary>What the engine does in the owner's turn when the node arrives as an alarm; it must check whether it still matters.</summary>
    internal virtual void ActOnTurn() => throw new System.Diagnostics.UnreachableException();
}
