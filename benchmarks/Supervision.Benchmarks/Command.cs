namespace Supervision.Benchmarks;

/// <summary>What the program was asked to do.</summary>
/// <param name="Mode">The mode, one of <see cref="Modes"/>.</param>
/// <param name="Only">The workloads that are meant; all of the mode when empty.</param>
/// <param name="IsMarkdown">Whether a table is printed at the end.</param>
/// <param name="IsCheck">Whether the ratios are compared with those of the results.</param>
internal sealed record Command(string Mode, IReadOnlyList<string> Only, bool IsMarkdown, bool IsCheck)
{
    internal const string Help = """
        Supervision.Benchmarks MODE [options]

          ratios     each workload by all means in turn: a line for each comparison, smaller is better
                     --only NAME[,NAME]  only these workloads, also long ones that are left out otherwise
                     --markdown          the table as Markdown at the end
                     --check             exit 1 when a workload takes more than twice the time of benchmarks/RESULTS.md, against each of its baselines
          growth     the cost of one among 1,000,000 against one among 10,000   (--only, --markdown)
          fairness   how late a process gets its turn beside greedy ones on one thread; how long queues drain
          schedules  how many orders of a small test are explored in a second
          results    ratios, growth and fairness, written to benchmarks/RESULTS.md
          list       the names of the workloads
          benchmark  BenchmarkDotNet with its memory diagnoser; the rest of the line is its own (--filter, --job, ...)
        """;

    private static readonly string[] Modes = ["ratios", "growth", "fairness", "schedules", "results", "list"];

    /// <summary>The command, or null and what is wrong with it.</summary>
    internal static Command? Parse(IReadOnlyList<string> args, out string mistake)
    {
        mistake = "";
        string mode = args.Count == 0 ? "" : args[0];
        if (!Modes.Contains(mode))
        {
            mistake = $"Unknown mode '{mode}'. Modes: {string.Join(", ", Modes)}, benchmark.";
            return null;
        }

        List<string> only = [];
        HashSet<string> switches = [];
        for (int i = 1; i < args.Count; i++)
        {
            if (args[i] == "--only" && i + 1 < args.Count && (mode is "ratios" or "growth"))
            {
                only.AddRange(args[++i].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
            else if ((args[i] == "--markdown" && (mode is "ratios" or "growth")) || (args[i] == "--check" && mode == "ratios"))
            {
                switches.Add(args[i]);
            }
            else
            {
                mistake = $"'{args[i]}' is no option of '{mode}', or lacks its value. See --help.";
                return null;
            }
        }

        IReadOnlyList<string> known = NamesFor(mode);
        string? unknown = only.Find(name => !known.Contains(name));
        if (unknown is not null)
        {
            mistake = $"Unknown workload '{unknown}'. Workloads: {string.Join(", ", known)}.";
            return null;
        }

        return new Command(mode, only.Count == 0 ? [.. known.Where(static name => !Catalogue.IsLong(name))] : only, switches.Contains("--markdown"), switches.Contains("--check"));
    }

    private static IReadOnlyList<string> NamesFor(string mode) => mode == "growth" ? [.. Catalogue.Growing.Keys] : [.. Catalogue.All.Keys];
}
