namespace Supervision;

/// <summary>A bound for the mailbox of one process. Without it the mailbox is unbounded, as in OTP.</summary>
/// <param name="Capacity">How many messages may wait; 1 or more. Signals, timer messages and replies are not counted, never dropped and never
/// refused. The message that is being handled does not count.</param>
/// <param name="Mode">What happens to a message that does not fit. A call that does not fit fails at once with
/// <see cref="CallFailureCause.Overloaded"/>, or waits when the mode is <see cref="MailboxFullMode.Wait"/>.</param>
/// <remarks><para><b>OTP:</b> none; the nearest is <c>max_heap_size</c>.</para></remarks>
public sealed record MailboxOptions(int Capacity, MailboxFullMode Mode = MailboxFullMode.Wait);
