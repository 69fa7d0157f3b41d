namespace Supervision.Dashboard.Views;

/// <summary>A message that reached nobody.</summary>
internal sealed record UndeliveredRow(DateTimeOffset At, string Target, string Message, string Cause);
