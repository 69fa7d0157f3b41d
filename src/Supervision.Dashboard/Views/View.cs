using Supervision.Dashboard.DeadLetters;

namespace Supervision.Dashboard.Views;

/// <summary>What a page gets to show.</summary>
internal sealed record View(
    long Version,
    string Problem,
    bool IsConsistent,
    IReadOnlyList<TreeRow> Rows,
    int Found,
    NodeDetails? Details,
    IReadOnlyList<HappeningRow> Happenings,
    Totals Totals,
    IReadOnlyList<MailboxRow> Longest,
    IReadOnlyList<UndeliveredRow> Undelivered,
    DeadLetterPage? Queue);
