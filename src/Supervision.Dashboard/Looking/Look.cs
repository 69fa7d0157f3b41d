namespace Supervision.Dashboard.Looking;

/// <summary>What was seen at one look, the same for everybody who looks.</summary>
/// <param name="Version">Grows when something is different.</param>
/// <param name="Tree">The tree; null when there is none to see.</param>
/// <param name="Problem">Why there is none; empty otherwise.</param>
/// <param name="Mailboxes">How many messages wait, of those processes for which any do.</param>
/// <param name="Longest">The longest mailboxes, longest first.</param>
internal sealed record Look(
    long Version, TreeSnapshot? Tree, string Problem, IReadOnlyDictionary<Pid, int> Mailboxes, IReadOnlyList<TopEntry> Longest)
{
    private readonly Dictionary<TreeEntry, Sums> _sums = Tree is null ? [] : Sums.Of(Tree.Root, Mailboxes);

    /// <summary>When something may be different from this: a number made of everything that pages show.</summary>
    internal long Fingerprint { get; init; }

    internal int MailboxOf(Pid pid) => Mailboxes.GetValueOrDefault(pid);

    /// <summary>What is below a supervisor; null for nothing.</summary>
    internal Sums? SumsOf(TreeEntry node) => _sums.GetValueOrDefault(node);
}
