using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>A line of the table.</summary>
/// <param name="Workload">The operation; with the quantity, when it is not time.</param>
/// <param name="Ours">What ours cost.</param>
/// <param name="Baseline">With what it is compared; <c>goal</c> when it is a plain number that must not be passed.</param>
/// <param name="Theirs">What that cost.</param>
/// <param name="Goal">How large the ratio may be; null where there is no goal.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record Comparison(string Workload, double Ours, string Baseline, double Theirs, double? Goal, string Unit)
{
    internal const string TableHead = "| workload | ours | baseline | its cost | ratio | goal |\n|---|---:|---|---:|---:|---:|";

    internal double Ratio => Ours / Theirs;

    internal bool IsMissed => Ratio > Goal;

    internal bool IsTime => Unit == "ns";

    private string GoalText => Goal is { } goal ? goal.ToString("0.##", CultureInfo.InvariantCulture) : "-";

    internal string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Workload,-28} ours {Number(Ours)} {Unit} baseline {Baseline} {Number(Theirs)} {Unit} ratio {Ratio:0.00} goal {GoalText}{(IsMissed ? " MISSED" : "")}");

    internal string ToRow() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Workload} | {Number(Ours)} {Unit} | {Baseline} | {Number(Theirs)} {Unit} | {Ratio:0.00} | {GoalText}{(IsMissed ? " (missed)" : "")} |");

    /// <summary>Workload, baseline and ratio of a row; null when it is none.</summary>
    internal static (string Workload, string Baseline, double Ratio)? FromRow(string row)
    {
        string[] cells = row.Split('|', StringSplitOptions.TrimEntries);
        return cells.Length == 8 && double.TryParse(cells[5], CultureInfo.InvariantCulture, out double ratio) ? (cells[1], cells[3], ratio) : null;
    }

    /// <summary>Three digits, or all before the point.</summary>
    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
