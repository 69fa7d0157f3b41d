namespace Supervision;

/// <summary>One message in a queue of dead letters, as it was when it was looked at.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <param name="Id">Its number in the queue; grows from message to message, and is not used again while the queue's process lives.</param>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why it could not be handled; the last reason, when it was tried again.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it came into the queue.</param>
/// <param name="HeldUntil">When it will be tried again by itself; null when it waits for somebody.</param>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public sealed record DeadLetterEntry<T>(long Id, T Message, string Reason, int Attempts, DateTimeOffset At, DateTimeOffset? HeldUntil = null);
