namespace Supervision.Dashboard.Views;

/// <summary>The whole runtime in numbers.</summary>
internal sealed record Totals(int Processes, long Restarts, int Restarting, int Stopped, long Waiting, long DeadLetters, int Stragglers, int Timers);
