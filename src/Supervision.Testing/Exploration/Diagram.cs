using System.Globalization;
using System.Text;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>A schedule as text: a line a step, a column a process; what the last step does not depend on is left out.</summary>
internal sealed class Diagram
{
    private const int MaxColumns = 8;
    private const int MaxSteps = 200;

    private readonly StepTrace _trace;
    private readonly string _failure;
    private readonly IReadOnlyList<TraceStep> _shown;
    private readonly List<Participant> _columns;
    private readonly HashSet<Participant> _begun = [];
    private readonly int _width;

    internal Diagram(StepTrace trace, string failure)
    {
        _trace = trace;
        _failure = failure;
        IReadOnlyList<TraceStep> slice = CausalSlice.Of(trace.Steps);
        _shown = slice.Count > MaxSteps ? [.. slice.Skip(slice.Count - MaxSteps)] : slice;
        _columns = [.. _shown.SelectMany(static step => new[] { step.From, step.To }).OfType<Participant>().Distinct()];
        _width = _columns.Count == 0 ? 20 : Math.Clamp(_columns.Max(static column => column.ToString().Length) + 2, 20, 32);
    }

    public override string ToString()
    {
        StringBuilder text = new();
        bool isWide = _columns.Count > MaxColumns;
        string names = isWide ? "" : string.Concat(_columns.Select(column => Cut(column.ToString(), _width - 1).PadRight(_width)));
        text.Append("     time   step  ".PadRight(18)).Append(names.TrimEnd()).Append('\n');
        foreach (TraceStep step in _shown)
        {
            string line = isWide ? LineOf(step) : RowOf(step);
            text.Append(CultureInfo.InvariantCulture, $"{step.At.TotalSeconds,9:0.0##}  {step.Number,5}  ")
                .Append((line + EndOf(step)).TrimEnd())
                .Append('\n');
        }

        int left = _trace.Steps.Count - _shown.Count;
        if (left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  not shown: {left} steps that the failure does not depend on{(_shown.Count == MaxSteps ? $", or before the last {MaxSteps}" : "")}\n");
        }

        string inFlight = string.Join(", ", _trace.InFlight);
        text.Append("  in flight at the end: ").Append(inFlight.Length == 0 ? "nothing" : inFlight).Append('\n');
        text.Append("  processes: ").Append(string.Join(", ", _trace.Processes.Select(static entry => $"{entry.Process} {(entry.End is null ? "alive" : $"ended ({entry.End})")}"))).Append('\n');
        return text.ToString();
    }

    private string EndOf(TraceStep step)
    {
        string notes = step.Notes.Count > 0 ? "  " + string.Join(", ", step.Notes) : "";
        string choice = step.Choice is { Index: > 0 } made ? string.Create(CultureInfo.InvariantCulture, $"   <- choice {made.Index + 1} of {made.Count}") : "";
        string failure = step.Number == _trace.Steps.Count ? $"   ✗ {_failure}" : "";
        return notes + choice + failure;
    }

    private static string LineOf(TraceStep step) => step.Kind == StepKind.Delivery ? $"{step.From} ──{step.Content}──> {step.To}" : step.Name;

    private string RowOf(TraceStep step)
    {
        if (step.To is not { } to)
        {
            return $"({step.Name})".PadRight(_columns.Count * _width);
        }

        char[] row = [.. string.Concat(_columns.Select(_ => "|".PadRight(_width)))];
        int at = _columns.IndexOf(to) * _width;
        if (step.Kind == StepKind.Turn)
        {
            row[at] = _begun.Add(to) ? '○' : '●';
            return new string(row);
        }

        int from = _columns.IndexOf(step.From!) * _width;
        return from == at ? Insert(row, at, $"<─{step.Content}") : Arrow(row, from, at, step.Content ?? "");
    }

    private static string Insert(char[] row, int at, string text)
    {
        for (int i = 0; i < text.Length && at + 1 + i < row.Length; i++)
        {
            row[at + 1 + i] = text[i];
        }

        return new string(row);
    }

    private static string Arrow(char[] row, int from, int to, string content)
    {
        int low = Math.Min(from, to) + 1;
        int high = Math.Max(from, to) - 1;
        for (int i = low; i <= high; i++)
        {
            row[i] = '─';
        }

        row[to > from ? high : low] = to > from ? '>' : '<';
        string text = Cut(content, high - low - 4);
        text.CopyTo(0, row, low + ((high - low - text.Length) / 2) + 1, text.Length);
        return new string(row);
    }

    private static string Cut(string text, int length)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= length ? line : length < 2 ? "" : line[..(length - 1)] + "…";
    }
}
