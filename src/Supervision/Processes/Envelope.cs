namespace Supervision.Processes;

/// <summary>
/// One thing on its way to one process: a message or a signal. It is the node of the receiver's door and of its inner queue, so an
/// envelope goes to exactly one receiver.
/// </summary>
internal abstract class Envelope
{
    /// <summary>The next node of whichever list holds this one; null at the end of it and as soon as the node is consumed, so
    /// that an old node never keeps its successors alive.</summary>
    internal Envelope? Next;

    /// <summary>How many nodes the door held when this one was pushed, itself included: the door's length in constant time.</summary>
    internal int Depth;
}
