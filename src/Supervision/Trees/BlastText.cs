using System.Globalization;
using System.Text;

namespace Supervision.Trees;

/// <summary>A blast radius as sentences and as a table.</summary>
internal static class BlastText
{
    internal static string Text(BlastRadius blast)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"If {TreeWords.Visible(blast.Path)} dies:\n");
        if (blast.First.Story.Count == 0)
        {
            text.Append("  nothing: it does not run\n");
        }

        foreach (TreePrediction.Step step in blast.First.Story)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {TreeWords.Visible(step.Text)}\n");
        }

        int same = blast.First.Fates.Values.Count(static fate => fate == TreeFate.Same);
        text.Append(CultureInfo.InvariantCulture, $"  {same} of {blast.First.Fates.Count} processes are not touched\n");
        foreach (string note in blast.First.Uncertain)
        {
            text.Append(CultureInfo.InvariantCulture, $"  uncertain: {TreeWords.Visible(note)}\n");
        }

        AppendRepeats(text, blast);
        return text.ToString();
    }

    internal static string Table(BlastRadius blast)
    {
        List<string[]> rows = [["process", "fate", "stops", "starts"]];
        IReadOnlyList<string> ends = [.. blast.First.Story.Where(static step => IsEnd(step.Kind)).Select(static step => step.Path)];
        foreach ((string path, TreeFate fate) in blast.First.Fates.Where(static fate => fate.Value != TreeFate.Same))
        {
            rows.Add([TreeWords.Visible(path).Replace("|", "\\|", StringComparison.Ordinal), Word(fate), Place(ends, path), Place(blast.Starts, path)]);
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        rows.Insert(1, [.. widths.Select(static width => new string('-', width))]);
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
        }

        return text.ToString();
    }

    private static void AppendRepeats(StringBuilder text, BlastRadius blast)
    {
        foreach (BlastRadius.Repeat repeat in blast.Repeats)
        {
            string gaveUp = repeat.GaveUp.Count > 0 ? $"{TreeWords.Visible(string.Join(", then ", repeat.GaveUp))} gives up" : "nobody gives up";
            string outcome = repeat.ComesBack ? "it runs again" : "it does not come back";
            text.Append(CultureInfo.InvariantCulture, $"At death {repeat.Death} at once: {gaveUp}; {outcome}\n");
        }

        if (blast.Repeats.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"At {blast.Deaths} deaths at once nobody gives up\n");
        }
    }

    private static bool IsEnd(TreePrediction.StepKind kind) =>
        kind is TreePrediction.StepKind.Ended or TreePrediction.StepKind.Stopped or TreePrediction.StepKind.Orphaned;

    private static string Word(TreeFate fate) => fate switch
    {
        TreeFate.Restarted => "restarted",
        TreeFate.Stopped => "stopped",
        TreeFate.Gone => "gone",
        _ => "uncertain",
    };

    /// <summary>The places of a path in an order, from 1; empty for none.</summary>
    private static string Place(IReadOnlyList<string> order, string path) => string.Join(
        ", ", order.Index().Where(item => item.Item == path).Select(static item => (item.Index + 1).ToString(CultureInfo.InvariantCulture)));
}
