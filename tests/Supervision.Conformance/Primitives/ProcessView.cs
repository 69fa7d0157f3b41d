namespace Supervision.Conformance.Primitives;

/// <summary>What is seen of a living process when all is quiet.</summary>
/// <param name="IsBlocked">Whether it waits in a receive.</param>
/// <param name="TrapsExits">Whether it traps exits.</param>
/// <param name="Name">Its name; <c>-</c> without one.</param>
/// <param name="Monitors">How many monitors it holds.</param>
/// <param name="MonitoredBy">How many are on it.</param>
/// <param name="Waiting">How many messages wait.</param>
/// <param name="Links">Whom it is linked to, in order.</param>
/// <param name="Mail">Its mailbox as it is; empty while it is blocked.</param>
internal sealed record ProcessView(
    bool IsBlocked,
    bool TrapsExits,
    string Name,
    int Monitors,
    int MonitoredBy,
    int Waiting,
    IReadOnlyList<string> Links,
    IReadOnlyList<MailItem> Mail)
{
    internal const string NoName = "-";
}
