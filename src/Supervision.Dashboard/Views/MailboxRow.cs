namespace Supervision.Dashboard.Views;

/// <summary>One of the longest mailboxes.</summary>
internal sealed record MailboxRow(string Pid, string Label, long Length);
