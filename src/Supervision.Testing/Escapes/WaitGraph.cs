using System.Globalization;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Scheduling;

namespace Supervision.Testing.Escapes;

/// <summary>
/// Who waits for whom, of the library's own waits: calls, starts, ends. Looked at when nothing can happen without time passing. A
/// process is stuck when its code is under way, receives nothing, and waits only for processes that are stuck: only time, or somebody
/// outside, could free it.
/// </summary>
internal static class WaitGraph
{
    /// <summary>A circle of processes that wait for each other; null when there is none.</summary>
    internal static List<Edge>? FindCycle(IEnumerable<ProcessCell> processes, IReadOnlyList<EscapeWatch.Wait> waits, Origins? origins)
    {
        Dictionary<ProcessTarget, List<Edge>> stuck = [];
        foreach (ProcessCell cell in processes)
        {
            if (IsBlocked(cell) && EdgesOf(cell, waits, origins) is { Count: > 0 } edges)
            {
                stuck[cell] = edges;
            }
        }

        while (stuck.FirstOrDefault(entry => entry.Value.Exists(edge => !stuck.ContainsKey(edge.To))).Key is { } free)
        {
            stuck.Remove(free);
        }

        return stuck.Count == 0 ? null : Follow(stuck);
    }

    /// <summary>What a process waits for.</summary>
    internal static List<Edge> EdgesOf(ProcessCell cell, IReadOnlyList<EscapeWatch.Wait> waits, Origins? origins = null)
    {
        List<Edge> edges = [];
        foreach (CallNode call in cell.PendingCalls())
        {
            if (call.Server is { } server)
            {
                string place = origins?.OfCall(call) is { } line ? $" at {line}" : "";
                edges.Add(new Edge(cell, server, ProcessText.OfCall(server, call) + place, call.Timer?.Due));
            }
        }

        foreach (EscapeWatch.Wait wait in waits)
        {
            if (ReferenceEquals(wait.Waiter, cell))
            {
                string what = wait.Kind == WaitKind.Start ? "the start of" : "the end of";
                edges.Add(new Edge(cell, wait.Target, string.Create(
                    CultureInfo.InvariantCulture, $"{what} {ProcessText.NameOf(wait.Target)} since step {wait.Since}{(wait.Place is null ? "" : " at ")}{wait.Place}"), null));
            }
        }

        edges.AddRange((cell.Behavior?.Awaited ?? []).Where(static pid => pid.Target is not null)
            .Select(pid => new Edge(cell, pid.Target!, $"the end of {ProcessText.NameOf(pid.Target)}", null)));
        return edges;
    }

    private static bool IsBlocked(ProcessCell cell) =>
        cell.Life < ProcessLife.Leaving && cell.Behavior is { IsReceiving: false } behavior && (behavior.IsInUserCode || behavior.Awaited.Count > 0);

    private static List<Edge> Follow(Dictionary<ProcessTarget, List<Edge>> stuck)
    {
        List<Edge> path = [];
        ProcessTarget at = stuck.Keys.MinBy(static process => process.Id)!;
        while (path.FindIndex(edge => ReferenceEquals(edge.From, at)) is var known)
        {
            if (known >= 0)
            {
                return path[known..];
            }

            Edge next = stuck[at][0];
            path.Add(next);
            at = next.To;
        }

        return path;
    }

    /// <summary>One waits for the other.</summary>
    /// <param name="From">Who waits.</param>
    /// <param name="To">For whom.</param>
    /// <param name="What">In what, for people.</param>
    /// <param name="Ends">When time would end the wait, as a timestamp; null for never.</param>
    internal readonly record struct Edge(ProcessTarget From, ProcessTarget To, string What, long? Ends);
}
