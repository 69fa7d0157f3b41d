using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Model;

/// <summary>What happened in one step, as far as a model can know it: who started and ended, in order, and what the tree is then.</summary>
/// <param name="Lines">The events in order, then those whose order is open, then the tree.</param>
internal sealed record StepOutcome(IReadOnlyList<string> Lines)
{
    private const string Exit = "exit ";

    /// <summary>The outcomes of a trace, from the start on; null when the tree did not start.</summary>
    internal static IReadOnlyList<StepOutcome>? OfTrace(IReadOnlyList<string> trace, IReadOnlySet<string> pools)
    {
        if (!trace[^1].StartsWith("outcome alive", StringComparison.Ordinal) && !trace[^1].StartsWith("outcome exit", StringComparison.Ordinal))
        {
            return null;
        }

        List<StepOutcome> steps = [];
        int from = 1;
        while (from < trace.Count - 1)
        {
            int to = from + 1;
            while (to < trace.Count - 1 && !trace[to].StartsWith("step ", StringComparison.Ordinal))
            {
                to++;
            }

            steps.Add(OfLines([.. trace.Skip(from + 1).Take(to - from - 1)], pools));
            from = to;
        }

        return steps;
    }

    /// <summary>The outcome that the model tells.</summary>
    internal static StepOutcome OfModel(IReadOnlyList<TreePrediction.Step> story, TreeSnapshot? after, IReadOnlySet<string> pools)
    {
        IEnumerable<string> orphans = story.Where(static step => step.Kind == TreePrediction.StepKind.Orphaned).Select(static step => Exit + step.Path);
        IEnumerable<string> main = story.Where(static step => step.Kind != TreePrediction.StepKind.Orphaned).Select(Line).OfType<string>();
        return Of(main, orphans, after is null ? ["tree down"] : Trees(after.Root), pools);
    }

    private static StepOutcome OfLines(string[] lines, IReadOnlySet<string> pools)
    {
        int orphansAt = Array.IndexOf(lines, "orphans");
        IEnumerable<string> main = orphansAt < 0 ? lines : lines.Take(orphansAt);
        IEnumerable<string> orphans = orphansAt < 0 ? [] : lines.Skip(orphansAt);
        return Of(
            main.Select(Line).OfType<string>(),
            orphans.Select(Line).OfType<string>(),
            lines.Where(static line => line.StartsWith("tree ", StringComparison.Ordinal)).Select(static line => string.Join(' ', line.Split(' ').Select(WithoutNumber))),
            pools);
    }

    private static StepOutcome Of(IEnumerable<string> main, IEnumerable<string> orphans, IEnumerable<string> trees, IReadOnlySet<string> pools) =>
        new([.. Canonical(main, pools), .. orphans.Order(StringComparer.Ordinal).Select(static line => "orphan " + line), .. trees]);

    private static string? Line(string line)
    {
        string[] words = line.Split(' ');
        return words[0] switch
        {
            "exit" => Exit + WithoutNumber(words[1]),
            "start" => $"{(words[2] == "ok" ? "start" : "fail")} {WithoutNumber(words[1])}",
            _ => null,
        };
    }

    private static string? Line(TreePrediction.Step step) => step.Kind switch
    {
        TreePrediction.StepKind.Ended or TreePrediction.StepKind.Stopped => Exit + step.Path,
        TreePrediction.StepKind.Started => "start " + step.Path,
        TreePrediction.StepKind.StartFailed => "fail " + step.Path,
        _ => null,
    };

    /// <summary>A dynamic supervisor stops its children at once, in no order: their ends before its own are sorted.</summary>
    private static List<string> Canonical(IEnumerable<string> lines, IReadOnlySet<string> pools)
    {
        List<string> sorted = [];
        foreach (string line in lines)
        {
            if (line.StartsWith(Exit, StringComparison.Ordinal) && pools.Contains(line[Exit.Length..]))
            {
                int from = sorted.Count;
                while (from > 0 && sorted[from - 1].StartsWith(line + "/", StringComparison.Ordinal))
                {
                    from--;
                }

                sorted.Sort(from, sorted.Count - from, StringComparer.Ordinal);
            }

            sorted.Add(line);
        }

        return sorted;
    }

    private static string WithoutNumber(string word) => word.LastIndexOf('#') is >= 0 and int at ? word[..at] : word;

    private static IEnumerable<string> Trees(TreeEntry supervisor)
    {
        TreeEntry.SupervisorPart part = supervisor.Supervisor!;
        IEnumerable<TreeEntry> children = part.IsDynamic ? part.Children.OrderBy(static child => child.Id, StringComparer.Ordinal) : part.Children;
        yield return string.Join(' ', children.Select(static child => child.Status == ChildInfo.State.Running ? child.Id : $"{child.Id}:stopped").Prepend($"tree {supervisor.Path}"));
        foreach (string line in children.Where(static child => child is { Supervisor: not null, Status: ChildInfo.State.Running }).SelectMany(Trees))
        {
            yield return line;
        }
    }
}
