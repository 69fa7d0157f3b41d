using System.Globalization;
using System.Text;

namespace Supervision.Conformance.Cases.Table;

/// <summary>Writes what is said about every published case as one page.</summary>
internal static class CaseTable
{
    private static readonly ILookup<string, string> Tests = CoveringTest.All
        .DistinctBy(static test => (test.Case.Row, test.Name)).ToLookup(static test => test.Case.Row, static test => test.Name);

    /// <summary>Covered, not applicable and open: which of them hold for a row. It must be exactly one.</summary>
    internal static IReadOnlyList<string> StatusOf(string row) =>
    [
        .. Tests[row].Take(1).Select(static _ => "covered"),
        .. Catalogue.NotApplicable[row].Select(static _ => "not applicable"),
        .. Catalogue.Open[row].Select(static _ => "open"),
    ];

    internal static string Print()
    {
        StringBuilder text = new();
        text.Append("# Published cases\n\n")
            .Append("Every case of the suites that Erlang/OTP and Elixir publish for these parts, and the tests that restate it. Written by the tests\n")
            .Append("from `Table/*.txt` and the tests' `OtpCase` attributes; a test fails while it says anything else than they do.\n\n")
            .Append("| Part | Suite | Cases | Covered | Not applicable | Open |\n|---|---|---:|---:|---:|---:|\n");
        foreach (IGrouping<string, PublishedCase> part in Catalogue.Cases.GroupBy(static item => item.Part))
        {
            AppendCounts(text, part.Key, part.First().Suite, [.. part]);
        }

        AppendCounts(text, "all", "", [.. Catalogue.Cases]);
        text.Append("\n| Row | Suite | Case | Status | Tests or reason |\n|---|---|---|---|---|\n");
        foreach (PublishedCase item in Catalogue.Cases)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {item.Row} | {item.Suite} | {item.Name} | ")
                .Append(CultureInfo.InvariantCulture, $"{string.Join(", ", StatusOf(item.Row))} | {Explanation(item.Row)} |\n");
        }

        return text.ToString();
    }

    private static void AppendCounts(StringBuilder text, string part, string suite, PublishedCase[] cases) => text.Append(
        CultureInfo.InvariantCulture,
        $"| {part} | {suite} | {cases.Length} | {Count(cases, "covered")} | {Count(cases, "not applicable")} | {Count(cases, "open")} |\n");

    private static int Count(PublishedCase[] cases, string status) => cases.Count(item => StatusOf(item.Row).Contains(status));

    private static string Explanation(string row) => string.Join(
        "; ",
        Tests[row].Concat(Catalogue.NotApplicable[row]).Concat(Catalogue.Open[row].Select(static part => "waits for " + part)));
}
