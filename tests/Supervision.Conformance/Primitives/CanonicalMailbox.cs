namespace Supervision.Conformance.Primitives;

/// <summary>
/// A mailbox in the one order that stands for all orders in which it could have come. What came in different steps is in order, and so
/// is what one sender sent; between senders of one step there is none, nor between the exit signal and the notices of one death.
/// </summary>
internal sealed class CanonicalMailbox
{
    /// <summary>As it was last seen.</summary>
    private List<(MailItem Item, int Step)> _raw = [];

    /// <summary>The text of it, with a bar between what came in different steps.</summary>
    internal string Text => string.Join(" | ", _raw
        .GroupBy(static entry => entry.Step)
        .Select(static batch => string.Join(' ', Ordered(batch.Select(static entry => entry.Item)).Select(static item => item.Text))));

    /// <summary>What receives of a step have taken: of several that are equal the oldest. What came and went within the step was never seen.</summary>
    internal void Take(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            int at = _raw.FindIndex(entry => entry.Item.Text == text);
            if (at >= 0)
            {
                _raw.RemoveAt(at);
            }
        }
    }

    /// <summary>An unlink with flush has taken every exit signal of that sender out. Of one that came in the same step nothing was seen.</summary>
    internal void FlushExits(string sender) => _raw.RemoveAll(entry => entry.Item.Kind == MailKind.Exit && entry.Item.Sender == sender);

    /// <summary>What a mailbox looks like after a step.</summary>
    internal void See(IReadOnlyList<MailItem> mail, int step)
    {
        // What is still not there was flushed with its monitor: the others have kept their order.
        int kept = 0;
        foreach ((MailItem item, _) in _raw)
        {
            kept += kept < mail.Count && mail[kept] == item ? 1 : 0;
        }

        // Of two that are equal the older was taken, so those that are left are the newest.
        List<(MailItem, int)> seen = [];
        int left = kept;
        foreach ((MailItem item, int since) in Enumerable.Reverse(_raw))
        {
            if (left > 0 && mail[left - 1] == item)
            {
                seen.Insert(0, (item, since));
                left--;
            }
        }

        seen.AddRange(mail.Skip(kept).Select(item => (item, step)));
        _raw = seen;
    }

    internal bool Has(Pattern pattern) => _raw.Exists(entry => pattern.Matches(entry.Item));

    internal bool Holds(string text) => _raw.Exists(entry => entry.Item.Text == text);

    /// <summary>Whether it is promised which message a receive takes.</summary>
    internal bool IsDecided(Pattern pattern)
    {
        List<(MailItem Item, int Step)> candidates = _raw.FindAll(entry => pattern.Matches(entry.Item));
        if (candidates.Count == 0)
        {
            return true;
        }

        List<MailItem> oldest = [.. Ordered(candidates.Where(entry => entry.Step == candidates[0].Step).Select(static entry => entry.Item))];
        return oldest.Select(static item => item.Sender).Distinct(StringComparer.Ordinal).Count() == 1
            && (oldest.Count == 1 || oldest[0].Kind == MailKind.Message || oldest.TrueForAll(static item => item.Kind == MailKind.Exit));
    }

    private static IEnumerable<MailItem> Ordered(IEnumerable<MailItem> batch) => batch
        .GroupBy(static item => item.Sender, StringComparer.Ordinal)
        .OrderBy(static chain => chain.Key, StringComparer.Ordinal)
        .SelectMany(static chain => OrderedChain([.. chain]));

    /// <summary>At the end of what a process has sent stand the signals of its death, in any order.</summary>
    private static IEnumerable<MailItem> OrderedChain(List<MailItem> chain)
    {
        int end = chain.FindLastIndex(static item => item.Kind == MailKind.Message) + 1;
        return chain.Take(end)
            .Concat(chain.Skip(end).Where(static item => item.Kind != MailKind.Down))
            .Concat(chain.Skip(end).Where(static item => item.Kind == MailKind.Down).OrderBy(static item => item.Text, StringComparer.Ordinal));
    }
}
