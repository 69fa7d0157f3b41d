using System.Globalization;
using System.Text;

namespace Supervision.Conformance.Acceptance;

/// <summary>Writes what holds every row as one page.</summary>
internal static class AcceptanceTable
{
    /// <summary>Held, reason and open: which of them are said of a row. It must be exactly one.</summary>
    internal static IReadOnlyList<string> StatusOf(string row) =>
    [
        .. AcceptanceLists.HeldBy[row].Take(AcceptanceLists.Open.Contains(row) ? 0 : 1).Select(static _ => "held"),
        .. AcceptanceLists.Reasons[row].Take(1).Select(static _ => "reason"),
        .. AcceptanceLists.Open[row].Take(1).Select(static _ => "open"),
    ];

    internal static string Print()
    {
        StringBuilder text = new();
        text.Append("# Acceptance\n\n")
            .Append("Everything that the talks about supervision name, what must hold for it here, and what holds it: tests, steps of `.ci/run`, or the\n")
            .Append("reason why neither can. Written by the tests from the lists beside it; a test fails while it says anything else than they do, and when a\n")
            .Append("test or step that is named here is gone.\n\n")
            .Append("| Section | Rows | Held | Reason | Open |\n|---|---:|---:|---:|---:|\n");
        foreach (IGrouping<string, AcceptanceRow> section in AcceptanceLists.Rows.GroupBy(static row => row.Section))
        {
            AppendCounts(text, section.Key, [.. section]);
        }

        AppendCounts(text, "all", [.. AcceptanceLists.Rows]);
        text.Append("\n| Row | What | Must hold | Status | Held by, or why not |\n|---|---|---|---|---|\n");
        foreach (AcceptanceRow row in AcceptanceLists.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Number} | {row.Name} | {row.Demand} | ")
                .Append(CultureInfo.InvariantCulture, $"{string.Join(", ", StatusOf(row.Number))} | {Explanation(row.Number)} |\n");
        }

        return text.ToString();
    }

    private static void AppendCounts(StringBuilder text, string section, AcceptanceRow[] rows) => text.Append(
        CultureInfo.InvariantCulture,
        $"| {section} | {rows.Length} | {Count(rows, "held")} | {Count(rows, "reason")} | {Count(rows, "open")} |\n");

    private static int Count(AcceptanceRow[] rows, string status) => rows.Count(row => StatusOf(row.Number).Contains(status));

    private static string Explanation(string row) => string.Join(
        "; ",
        AcceptanceLists.Open[row].Select(static what => "waits for " + what).Concat(AcceptanceLists.Reasons[row]).Concat(AcceptanceLists.HeldBy[row].Select(Placed)));

    /// <summary>Only what is elsewhere than in the library's own tests has its place in front.</summary>
    private static string Placed(string said) =>
        EvidenceSources.All.FirstOrDefault(evidence => evidence.IsMeantBy(said)) is { Place: not "Supervision.Tests" } evidence
            ? $"{evidence.Place}: {evidence.Name}"
            : said;
}
