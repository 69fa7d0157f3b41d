using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>The modes that print comparisons.</summary>
internal static class Table
{
    private const int Attempts = 3;

    internal static async Task<int> RatiosAsync(Command command)
    {
        if (command.IsCheck)
        {
            return await CheckAsync(command.Only);
        }

        Print(command, await RatiosAsync(command.Only));
        return 0;
    }

    internal static async Task<int> GrowthAsync(Command command)
    {
        Print(command, await GrowthAsync(command.Only));
        return 0;
    }

    internal static async Task<IReadOnlyList<Comparison>> RatiosAsync(IReadOnlyList<string> operations)
    {
        if (!ErlangWorkload.IsInstalled)
        {
            Console.WriteLine("# BEAM is skipped: erl and erlc are not installed.");
        }

        List<Comparison> all = [];
        foreach (string operation in operations)
        {
            IReadOnlyList<Comparison> comparisons = await Ratios.MeasureAsync(operation);
            comparisons.ToList().ForEach(static comparison => Console.WriteLine(comparison.ToLine()));
            all.AddRange(comparisons);
        }

        return all;
    }

    internal static async Task<IReadOnlyList<Comparison>> GrowthAsync(IReadOnlyList<string> operations)
    {
        List<Comparison> all = [];
        foreach (string operation in operations)
        {
            IReadOnlyList<Comparison> comparisons = await Growth.MeasureAsync(operation);
            comparisons.ToList().ForEach(static comparison => Console.WriteLine(comparison.ToLine()));
            all.AddRange(comparisons);
        }

        return all;
    }

    /// <summary>Fails when an operation is above all its marks in every attempt: above one alone, it is that baseline that was lucky.</summary>
    private static async Task<int> CheckAsync(IReadOnlyList<string> operations)
    {
        Dictionary<(string Workload, string Baseline), double> marks = Results.ReadRatios();
        int failed = 0;
        foreach (string operation in operations)
        {
            Comparison[] above = [];
            for (int attempt = 0; attempt < Attempts && (attempt == 0 || above.Length > 0); attempt++)
            {
                IReadOnlyList<Comparison> comparisons = await RatiosAsync([operation]);
                Comparison[] known = [.. comparisons.Where(comparison => comparison.IsTime && marks.ContainsKey((comparison.Workload, comparison.Baseline)))];
                if (known.Length == 0)
                {
                    Console.Error.WriteLine($"RESULTS.md has no ratio of '{operation}'.");
                    return 1;
                }

                above = known.All(comparison => comparison.Ratio > 2 * Math.Max(marks[(comparison.Workload, comparison.Baseline)], Results.Least)) ? known : [];
            }

            foreach (Comparison comparison in above)
            {
                failed++;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"SLOWER {comparison.ToLine()} was {marks[(comparison.Workload, comparison.Baseline)]:0.00}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{failed} ratios are more than twice those in RESULTS.md."));
        return failed == 0 ? 0 : 1;
    }

    private static void Print(Command command, IReadOnlyList<Comparison> comparisons)
    {
        if (!command.IsMarkdown)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine(Comparison.TableHead);
        comparisons.ToList().ForEach(static comparison => Console.WriteLine(comparison.ToRow()));
    }
}

/// <summary>The mode that prints the names.</summary>
internal static class Listing
{
    internal static int Print()
    {
        Console.WriteLine(string.Join('\n', Catalogue.All.Keys.Concat(Catalogue.Growing.Keys)));
        return 0;
    }
}
