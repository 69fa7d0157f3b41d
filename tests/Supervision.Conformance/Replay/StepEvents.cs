namespace Supervision.Conformance.Replay;

/// <summary>The events of one step, brought into the canonical order of the traces.</summary>
internal sealed class StepEvents
{
    private const string Unordered = "unordered";
    private const string End = "end";

    private readonly List<(string Text, Incarnation? Of, bool IsEnding)> _main = [];
    private readonly List<string> _orphans = [];

    /// <summary>Adds an event. <paramref name="isEnding"/>: it tells of the end of the process.</summary>
    internal void Add(string text, Incarnation of, bool isEnding = false)
    {
        if (of.IsOrphan)
        {
            _orphans.Add(text);
            return;
        }

        if (isEnding && of.HasExited && of.Supervisor is { IsSimple: true })
        {
            GroupParallelStop(of);
        }

        _main.Add((text, of, isEnding));
    }

    internal void WriteTo(List<string> lines)
    {
        lines.AddRange(_main.Select(static entry => entry.Text));
        if (_orphans.Count > 0)
        {
            _orphans.Sort(StringComparer.Ordinal);
            lines.Add("orphans");
            lines.AddRange(_orphans);
            lines.Add(End);
        }
    }

    /// <summary>A dynamic supervisor stops its children all at once: the order of their ends means nothing.</summary>
    private void GroupParallelStop(Incarnation supervisor)
    {
        int from = _main.Count;
        while (from > 0 && (_main[from - 1].Of is null || IsEndBelow(_main[from - 1], supervisor)))
        {
            from--;
        }

        // A block that belongs to something before the run is not part of it.
        while (from < _main.Count && _main[from] is { Of: null, Text: End })
        {
            from++;
        }

        List<(string Text, Incarnation? Of, bool IsEnding)> run = _main[from..];
        run.RemoveAll(static entry => entry.Of is null);
        if (run.Count == 0)
        {
            return;
        }

        run.Sort(static (a, b) => string.CompareOrdinal(a.Text, b.Text));
        _main.RemoveRange(from, _main.Count - from);
        _main.Add((Unordered, null, false));
        _main.AddRange(run);
        _main.Add((End, null, false));
    }

    private static bool IsEndBelow((string Text, Incarnation? Of, bool IsEnding) entry, Incarnation supervisor) =>
        entry.IsEnding && entry.Of!.Path.StartsWith(supervisor.Path + "/", StringComparison.Ordinal);
}
