namespace Supervision.Dashboard.Views;

/// <summary>The first event of a stream.</summary>
internal sealed record Hello(string Token, bool CanAct, IReadOnlyList<string> Queues);
