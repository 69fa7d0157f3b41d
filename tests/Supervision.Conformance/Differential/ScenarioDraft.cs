using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>A scenario that is being written: its tree, its steps, and who is probably there by now.</summary>
internal sealed class ScenarioDraft
{
    private readonly List<(string Supervisor, JsonObject Spec)> _added = [];
    private readonly List<(string Pool, string Arg)> _dynamic = [];
    private readonly HashSet<string> _gone = [];

    internal JsonObject Root { get; set; } = [];

    internal JsonArray Steps { get; } = [];

    internal JsonObject ToScenario() => new() { ["root"] = Root.DeepClone(), ["steps"] = Steps.DeepClone() };

    internal void NoteAdded(string supervisor, JsonObject spec) => _added.Add((supervisor, spec));

    internal void NoteDynamic(string pool, string arg) => _dynamic.Add((pool, arg));

    internal void NoteGone(string path) => _gone.Add(path);

    internal void NoteBack(string path) => _gone.Remove(path);

    internal static bool IsSimple(JsonObject supervisor) => (string?)supervisor["strategy"] == Words.Simple;

    /// <summary>All supervisors, the root first.</summary>
    internal List<(string Path, JsonObject Supervisor)> Supervisors()
    {
        List<(string, JsonObject)> found = [];
        Collect("root", Root, found);
        return found;
    }

    /// <summary>The children of a supervisor with their paths, those that steps have added included.</summary>
    internal List<(string Path, JsonObject Spec)> Children(string path, JsonObject supervisor)
    {
        IEnumerable<JsonObject> listed = ((JsonArray?)supervisor["children"] ?? []).Select(static child => (JsonObject)child!);
        if (!IsSimple(supervisor))
        {
            IEnumerable<JsonObject> all = listed.Concat(_added.Where(added => added.Supervisor == path).Select(static added => added.Spec));
            return [.. all.Select(child => ($"{path}/{(string)child["id"]!}", child)).DistinctBy(static child => child.Item1)];
        }

        return listed.FirstOrDefault() is { } template
            ? [.. _dynamic.Where(started => started.Pool == path).Select(started => ($"{path}/{started.Arg}", template))]
            : [];
    }

    /// <summary>All workers; those that are probably gone only when there is nobody else.</summary>
    internal List<(string Path, JsonObject Spec)> Workers()
    {
        List<(string Path, JsonObject Spec)> all =
            [.. Supervisors().SelectMany(item => Children(item.Path, item.Supervisor)).Where(static child => child.Spec["sup"] is null)];
        List<(string Path, JsonObject Spec)> there = [.. all.Where(child => !IsGone(child.Path))];
        return there.Count > 0 ? there : all;
    }

    private bool IsGone(string path) => _gone.Any(gone => path == gone || path.StartsWith(gone + "/", StringComparison.Ordinal));

    private void Collect(string path, JsonObject supervisor, List<(string, JsonObject)> found)
    {
        found.Add((path, supervisor));
        foreach ((string child, JsonObject spec) in Children(path, supervisor))
        {
            if (spec["sup"] is JsonObject nested)
            {
                Collect(child, nested, found);
            }
        }
    }
}
