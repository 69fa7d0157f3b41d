namespace Supervision.Testing;

/// <summary>When a message or signal that was sent is in its receiver's mailbox.</summary>
public enum Delivery
{
    /// <summary>At once, in the turn of the sender. The easiest to follow; but two messages of one turn to different receivers are then
    /// never overtaken, which in production they may be.</summary>
    Instant,

    /// <summary>Later, as a step of its own: only the order between one sender and one receiver is kept. This is what the library, and
    /// OTP, promise, and so what a program must bear.</summary>
    Pairwise,
}
