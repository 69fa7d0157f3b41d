namespace Supervision.Dashboard.Views;

/// <summary>Something that happened.</summary>
internal sealed record HappeningRow(long Number, DateTimeOffset At, string Kind, string Path, string Pid, string Text);
