using System.Globalization;
using System.Text;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>A failure for people: what was done, what the rules make of it, what was found instead, and the tree before, as expected, and after.</summary>
internal static class ReportText
{
    internal static string Of(Outcome outcome, IReadOnlyList<ChaosViolation> violations, IReadOnlyList<string> history, IReadOnlyList<string> neverHit)
    {
        StringBuilder text = new();
        text.Append("Chaos: ").Append(Headline(violations[0].Property)).Append('\n');
        foreach (string line in history)
        {
            text.Append("  ").Append(line).Append('\n');
        }

        IReadOnlyList<string> rules = [.. outcome.Expected.Story.Where(IsWorthTelling).Select(static step => TreeWords.Visible(step.Text))];
        text.Append("     rules: ").Append(rules.Count == 0 ? "nobody else ends" : string.Join("\n            ", rules)).Append('\n');
        foreach (ChaosViolation violation in violations)
        {
            text.Append("     found: ").Append(violation.Text).Append("   ✗ ").Append(violation.Property).Append('\n');
            foreach (string cause in violation.Causes)
            {
                text.Append("            ").Append(cause).Append("   <- cause\n");
            }
        }

        Table(text, outcome, violations);
        if (neverHit.Count > 0)
        {
            text.Append("  fault points never hit: ").AppendJoin(", ", neverHit).Append('\n');
        }

        return text.Append("  hint: ").Append(Hint(violations[0])).ToString();
    }

    internal static string Headline(string property) => property switch
    {
        "P1" => "property P1 violated (somebody who must die still lives)",
        "P2" => "property P2 violated (a supervisor died that nobody had killed, nor the rules)",
        "P3" => "property P3 violated (somebody is not what the rules of supervisors make of them)",
        "P4" => "property P4 violated (a process is left that nobody supervises)",
        "P5" => "property P5 violated (a supervisor restarts more often than it may)",
        "P6" => "property P6 violated (the user cannot go on)",
        _ => "the tree does not come to rest",
    };

    private static string Hint(ChaosViolation violation) => violation.Property switch
    {
        "P2" => $"handle the failure where the cause is, or say that you live with it: options.Catastrophic(\"{violation.Path}\")",
        "P4" => "start it under a supervisor, or link it to whoever starts it; ChaosOptions.IsUnsupervised names those that may go on",
        "P6" => "see which part of the tree above is not what the steady state needs, or raise ChaosOptions.RecoversWithin",
        "P0" => "see who is still being restarted above; a start that fails for ever never rests",
        _ => "run the plan again with the replay line and look at the story of the rules; a start function that answers with somebody else's process breaks them",
    };

    private static bool IsWorthTelling(TreePrediction.Step step) => step.Kind is TreePrediction.StepKind.Restarting
        or TreePrediction.StepKind.GaveUp or TreePrediction.StepKind.ShutDown or TreePrediction.StepKind.Ended;

    private static void Table(StringBuilder text, Outcome outcome, IReadOnlyList<ChaosViolation> violations)
    {
        List<(string Before, string Expected, string After)> rows = [("before", "expected", "after")];
        Rows(rows, outcome, violations, outcome.Before.Root, "", "");
        int first = rows.Max(static row => row.Before.Length) + 2;
        int second = rows.Max(static row => row.Expected.Length) + 2;
        foreach ((string before, string expected, string after) in rows)
        {
            text.Append("  ").Append(before.PadRight(first)).Append(expected.PadRight(second)).Append(after).Append('\n');
        }
    }

    private static void Rows(
        List<(string Before, string Expected, string After)> rows, Outcome outcome, IReadOnlyList<ChaosViolation> violations, TreeEntry entry, string first, string others)
    {
        string name = string.Join("  ", TreeWords.Of(entry).Take(entry.Supervisor is null ? 1 : 2).Select(TreeWords.Visible));
        string mark = violations.Any(violation => violation.Path == entry.Path) ? " ✗" : "";
        rows.Add((first + name, Expected(outcome, entry), After(outcome, entry) + mark));
        IReadOnlyList<TreeEntry> children = entry.Supervisor?.Children ?? [];
        for (int at = 0; at < children.Count; at++)
        {
            bool isLast = at == children.Count - 1;
            Rows(rows, outcome, violations, children[at], others + (isLast ? "└─ " : "├─ "), others + (isLast ? "   " : "│  "));
        }
    }

    private static string Expected(Outcome outcome, TreeEntry entry) => !outcome.Expected.Root.IsRunning ? "gone" : outcome.Expected.Find(entry.Path) switch
    {
        null => "gone",
        { IsOriginal: true } => "same",
        { IsRunning: true } => "NEW",
        _ => "stopped",
    };

    private static string After(Outcome outcome, TreeEntry entry)
    {
        TreeEntry? after = outcome.After?.Find(entry.Path);
        return after switch
        {
            null => "GONE",
            { Status: ChildInfo.State.Restarting } => "restarting",
            { Status: ChildInfo.State.Stopped } => entry.Status == ChildInfo.State.Stopped ? "same" : "stopped",
            _ when after.Pid == entry.Pid => "same",
            _ => string.Create(CultureInfo.InvariantCulture, $"NEW, {TreeWords.Visible(after.Id)}#{after.Incarnation}"),
        };
    }
}
