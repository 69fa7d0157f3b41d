namespace Supervision.Dashboard.Views;

/// <summary>What is below a supervisor that is closed.</summary>
internal sealed record RowSums(int Processes, int Restarting, int Stopped, long Restarts, long Mailbox);
