namespace Supervision.Dashboard.DeadLetters;

/// <summary>What a page shows of a queue.</summary>
internal sealed record DeadLetterPage(
    string Name, string Problem, int Waiting, long Added, long Requeued, long Dropped, long Refused, IReadOnlyList<DeadLetterPage.Row> Rows)
{
    /// <summary>One message.</summary>
    internal sealed record Row(long Id, string Message, string Reason, int Attempts, DateTimeOffset At, DateTimeOffset? HeldUntil);
}
