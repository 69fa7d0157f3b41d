using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Supervision.Benchmarks;

/// <summary>The file with the table of one full run.</summary>
internal static class Results
{
    /// <summary>Ratios below are noise; a check treats them as this.</summary>
    internal const double Least = 0.05;

    private static string FilePath => Path.Combine(FindRoot(), "benchmarks", "RESULTS.md");

    /// <summary>Measures everything and writes the file.</summary>
    internal static async Task<int> WriteAsync()
    {
        IReadOnlyList<Comparison> ratios = await Table.RatiosAsync([.. Catalogue.All.Keys]);
        IReadOnlyList<Comparison> growth = await Table.GrowthAsync([.. Catalogue.Growing.Keys]);
        IReadOnlyList<string> fairness = await Fairness.MeasureAsync();
        StringBuilder text = new();
        text.AppendLine(Head());
        text.AppendLine("## Ratios\n").AppendLine(Comparison.TableHead);
        ratios.ToList().ForEach(comparison => text.AppendLine(comparison.ToRow()));
        text.AppendLine("\n## Growth from 10,000 to 1,000,000\n").AppendLine("By what factor one costs more among many. The goal is met beside one of the baselines.\n").AppendLine(Comparison.TableHead);
        growth.ToList().ForEach(comparison => text.AppendLine(comparison.ToRow()));
        text.AppendLine("\n## Fairness and long queues\n");
        fairness.ToList().ForEach(line => text.AppendLine(CultureInfo.InvariantCulture, $"- {line}"));
        await File.WriteAllTextAsync(FilePath, text.ToString());
        Console.WriteLine($"Wrote {FilePath}");
        return 0;
    }

    /// <summary>The ratios of the last full run.</summary>
    internal static Dictionary<(string Workload, string Baseline), double> ReadRatios() => !File.Exists(FilePath) ? [] : File.ReadLines(FilePath)
        .Select(Comparison.FromRow)
        .OfType<(string Workload, string Baseline, double Ratio)>()
        .ToDictionary(static row => (row.Workload, row.Baseline), static row => row.Ratio);

    private static string Head() => string.Create(CultureInfo.InvariantCulture, $"""
        # Results

        Written by `dotnet run -c Release --project benchmarks/Supervision.Benchmarks -- results`.

        - Machine: {Environment.ProcessorCount} processors, {Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}
        - .NET: {RuntimeInformation.FrameworkDescription}, workstation garbage collector, concurrent; tiered JIT with its defaults
        - Erlang: {(ErlangWorkload.IsInstalled ? ErlangWorkload.Version : "not installed, skipped")}
        - Method: for each workload all means run in turn, warmed up, a garbage collection before each run, five rounds; the table shows
          the least time of each and the median of the bytes, and their ratio, smaller is better. Nanoseconds and bytes are those of one operation. Only ratios carry over to another machine.
        - Baselines: `limit` is a mailbox and a turn without links, supervision or accounting (`Twins/Limit`); `channel` a task that reads
          a `Channel<T>`; `dataflow` an `ActionBlock<T>`; `throw` an exception thrown and caught at the same depth; `dictionary`, `list` and
          `framework` the plain types of .NET; `beam` the same in Erlang, measured inside its own program; `bytes` a plain limit.
        - What other actor libraries do is not measured here.

        """);

    private static string Processor()
    {
        const string Source = "/proc/cpuinfo";
        string? line = File.Exists(Source) ? File.ReadLines(Source).FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? "processor unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Supervision.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The results are beside the sources; run the program from its repository.");
    }
}
