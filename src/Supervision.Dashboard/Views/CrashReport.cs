namespace Supervision.Dashboard.Views;

/// <summary>Why a process ended.</summary>
internal sealed record CrashReport(
    DateTimeOffset At, string Pid, string Label, string Reason, string Error, string Message, int MailboxLength, string State, string Client, string Decision);
