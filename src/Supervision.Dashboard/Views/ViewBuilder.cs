using Supervision.Dashboard.DeadLetters;
using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Views;

/// <summary>Makes what a page gets of what was seen.</summary>
internal sealed class ViewBuilder(Observatory observatory, Chronicle chronicle, NodeKeys keys, DashboardOptions options)
{
    private const int HappeningsShown = 200;
    private const int UndeliveredShown = 50;
    private const int LettersShown = 100;

    internal async Task<View> BuildAsync(ViewRequest wanted, CancellationToken cancellationToken)
    {
        Look look = await observatory.LastAsync().ConfigureAwait(false);
        TreeRows rows = new(look, wanted, keys, options.PageSize);
        return new View(
            look.Version,
            look.Problem,
            look.Tree?.IsConsistent ?? true,
            look.Tree is { } tree ? rows.Build(tree.Root) : [],
            rows.Found,
            await DetailsAsync(look, wanted.Selected, cancellationToken).ConfigureAwait(false),
            [.. chronicle.After(wanted.Since, HappeningsShown).Select(Words.Row)],
            TotalsOf(look),
            [.. look.Longest.Select(static entry => new MailboxRow(Words.Of(entry.Pid), LabelOf(entry.Label), (long)entry.Value))],
            [.. chronicle.LastUndelivered(UndeliveredShown).Select(static item => new UndeliveredRow(
                item.At, ShownText.Cut(item.Target, ShownText.Name), ShownText.Cut(item.Message, ShownText.Name), item.Cause.ToString()))],
            await QueueAsync(wanted.Queue).ConfigureAwait(false));
    }

    /// <summary>What the compiler called a function that nobody gave a label says nothing.</summary>
    private static string LabelOf(string? label) => label is null || label.StartsWith('<') ? "" : ShownText.Cut(label, ShownText.Name);

    private async Task<NodeDetails?> DetailsAsync(Look look, string? key, CancellationToken cancellationToken) =>
        keys.Find(key) is { } path && look.Tree?.Find(path) is { } node
            ? await new DetailsView(observatory.Runtime, chronicle).BuildAsync(look, node, key!, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<DeadLetterPage?> QueueAsync(int? index) => index is { } at && at >= 0 && at < options.Queues.Count
        ? await options.Queues[at].ListAsync(observatory.Runtime, LettersShown).ConfigureAwait(false)
        : null;

    private Totals TotalsOf(Look look)
    {
        ProcessRuntime runtime = observatory.Runtime;
        Sums? sums = look.Tree is { } tree ? look.SumsOf(tree.Root) : null;
        return new Totals(
            runtime.ProcessCount, sums?.Restarts ?? 0, sums?.Restarting ?? 0, sums?.Stopped ?? 0, look.Mailboxes.Values.Sum(static length => (long)length),
            runtime.DeadLetterCount, runtime.StragglerCount, runtime.TimerCount);
    }
}
