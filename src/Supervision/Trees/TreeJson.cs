using System.Text;
using System.Text.Json;

namespace Supervision.Trees;

/// <summary>A tree as JSON, for other programs.</summary>
internal static class TreeJson
{
    internal static string Of(TreeSnapshot tree)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", MaxDepth = int.MaxValue }))
        {
            json.WriteStartObject();
            json.WriteBoolean("consistent", tree.IsConsistent);
            json.WritePropertyName("root");
            Write(json, tree.Root);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, TreeEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("path", entry.Path);
        json.WriteString("id", entry.Id);
        json.WriteString("pid", entry.Pid == Pid.None ? null : entry.Pid.ToString());
        json.WriteNumber("incarnation", entry.Incarnation);
        json.WriteString("status", entry.Status switch
        {
            ChildInfo.State.Running => "running",
            ChildInfo.State.Restarting => "restarting",
            _ => "stopped",
        });
        json.WriteString("type", entry.Type == ChildType.Supervisor ? "supervisor" : "worker");
        json.WriteString("restart", TreeWords.Of(entry.Restart));
        json.WriteString("shutdown", entry.Shutdown.ToString());
        json.WriteBoolean("significant", entry.Significant);
        json.WriteString("name", entry.Name);
        json.WriteBoolean("trapsExits", entry.TrapsExits);
        WriteList(json, "tags", entry.Tags, json.WriteStringValue);
        json.WriteBoolean("opaque", entry.IsOpaque);
        if (entry.Supervisor is { } part)
        {
            Write(json, part);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TreeEntry.SupervisorPart part)
    {
        json.WriteStartObject("supervisor");
        json.WriteString("strategy", TreeWords.Of(part.Options.Strategy));
        json.WriteNumber("maxRestarts", part.Options.MaxRestarts);
        json.WriteNumber("periodSeconds", part.Options.Period.TotalSeconds);
        json.WriteString("autoShutdown", part.Options.AutoShutdown switch
        {
            AutoShutdown.AnySignificant => "any_significant",
            AutoShutdown.AllSignificant => "all_significant",
            _ => "never",
        });
        WriteList(json, "restartAgesSeconds", part.RestartAges, age => json.WriteNumberValue(age.TotalSeconds));
        WriteList(json, "declared", part.Declared, child => json.WriteStringValue(child.Id));
        WriteList(json, "children", part.Children, child => Write(json, child));
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
