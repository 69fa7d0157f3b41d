namespace Supervision.Dashboard.Looking;

/// <summary>A message that reached nobody. Of the message itself only the type is kept.</summary>
/// <param name="At">When.</param>
/// <param name="Target">Whom it was meant for: a name or a process.</param>
/// <param name="Message">The type of the message.</param>
/// <param name="Cause">Why it reached nobody.</param>
internal sealed record Undelivered(DateTimeOffset At, string Target, string Message, DeadLetterCause Cause);
