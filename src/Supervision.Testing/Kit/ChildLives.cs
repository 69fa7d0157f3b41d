using System.Globalization;

namespace Supervision.Testing.Kit;

/// <summary>The processes that each child has been, as supervisors have told it. Not for several threads at once.</summary>
internal sealed class ChildLives
{
    private readonly List<Report.ChildStarted> _starts = [];
    private readonly Dictionary<Pid, Report.ChildStarted> _byProcess = [];

    /// <summary>The children whose first start nobody tells (dynamic ones), by a process that has ended.</summary>
    private readonly Dictionary<Pid, string> _untold = [];

    /// <summary>What has ended and is to start again, oldest first.</summary>
    private readonly List<(string Path, int Incarnation, Pid Ended)> _ended = [];

    private readonly Dictionary<Pid, Pid> _successors = [];

    internal void Add(Report.ChildStarted start)
    {
        string path = PathOf(start);

        // Dynamic children without a key share their path: who was in the same life before it, and longest ago, is the one.
        int before = _ended.FindIndex(end => end.Path == path && end.Incarnation == start.Incarnation - 1);
        if (before >= 0)
        {
            _successors[_ended[before].Ended] = start.Child;
            _ended.RemoveAt(before);
        }

        _starts.Add(start);
        _byProcess[start.Child] = start;
    }

    internal void Add(Report.SupervisorTrouble trouble)
    {
        if (trouble.Context != "child_terminated" || trouble.Child == Pid.None)
        {
            return;
        }

        string path = $"{trouble.Path}/{trouble.ChildId}";
        Report.ChildStarted? start = StartOf(trouble.Child);
        if (start is null)
        {
            _untold[trouble.Child] = path;
        }

        _ended.Add((path, start?.Incarnation ?? 1, trouble.Child));
    }

    /// <summary>The processes of one child, oldest first; of a dynamic one those that have ended or were started again.</summary>
    internal List<Pid> Of(string path)
    {
        IEnumerable<Pid> told = _starts.Where(start => PathOf(start) == path).Select(static start => start.Child);
        return [.. _untold.Where(end => end.Value == path).Select(static end => end.Key), .. told];
    }

    /// <summary>The process that a child was after this one; null when there is none yet.</summary>
    internal Pid? After(Pid process)
    {
        if (_successors.TryGetValue(process, out Pid successor))
        {
            return successor;
        }

        // Started again because of another: nobody tells its end.
        if (StartOf(process) is not { } start)
        {
            return null;
        }

        int next = _starts.FindIndex(_starts.IndexOf(start) + 1, other => PathOf(other) == PathOf(start) && other.Incarnation > start.Incarnation);
        return next < 0 ? null : _starts[next].Child;
    }

    /// <summary>The paths of the children that have this id, or this end of their path.</summary>
    internal List<string> PathsOf(string id) =>
    [
        .. _starts.Select(PathOf).Concat(_untold.Values)
            .Where(path => IsOf(path, id))
            .Distinct(),
    ];

    /// <summary>The path of the child that this process was or is; null when no supervisor has told.</summary>
    internal string? PathOf(Pid process) => StartOf(process) is { } start ? PathOf(start) : _untold.GetValueOrDefault(process);

    /// <summary>Path and incarnation of the child that this process was or is; null when no supervisor has told.</summary>
    internal string? NameOf(Pid process) =>
        StartOf(process) is { } start ? string.Create(CultureInfo.InvariantCulture, $"{PathOf(start)}#{start.Incarnation}")
        : _untold.TryGetValue(process, out string? path) ? $"{path}#1"
        : null;

    /// <summary>Whether a child of this path may be called so.</summary>
    internal static bool IsOf(string path, string id) => path == id || path.EndsWith("/" + id, StringComparison.Ordinal);

    private Report.ChildStarted? StartOf(Pid process) => _byProcess.GetValueOrDefault(process);

    private static string PathOf(Report.ChildStarted start) => $"{start.Path}/{start.ChildId}";
}
