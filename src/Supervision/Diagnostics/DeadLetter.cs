namespace Supervision;

/// <summary>A message that reached nobody.</summary>
/// <param name="Target">The process it was meant for; <see cref="Pid.None"/> when a name had no holder.</param>
/// <param name="Name">The name it was sent to; null when it was sent to a pid.</param>
/// <param name="Message">The message, or the reply's value.</param>
/// <param name="Cause">Why it reached nobody.</param>
public sealed record DeadLetter(Pid Target, string? Name, object? Message, DeadLetterCause Cause);
