using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>Everything that can be left out of a scenario or said more simply, the largest cuts first.</summary>
internal static class SmallerScenarios
{
    private const int Few = 5;

    private static readonly string[] PathFields = ["sup", "target"];

    internal static IEnumerable<JsonObject> Of(JsonObject scenario) =>
        WithoutSteps(scenario).Concat(WithAnotherRoot(scenario)).Concat(PlacesBelow(scenario, []).SelectMany(place => Simpler(scenario, place)));

    private static IEnumerable<JsonObject> WithoutSteps(JsonObject scenario)
    {
        int count = ((JsonArray)scenario["steps"]!).Count;
        for (int size = count; size > 0; size /= 2)
        {
            for (int from = count - size; from >= 0; from -= size)
            {
                JsonObject copy = (JsonObject)scenario.DeepClone();
                ((JsonArray)copy["steps"]!).RemoveRange(from, size);
                yield return copy;
            }
        }
    }

    /// <summary>A supervisor below the root becomes the root; steps elsewhere are left out.</summary>
    private static IEnumerable<JsonObject> WithAnotherRoot(JsonObject scenario)
    {
        foreach (JsonNode? child in (JsonArray?)scenario["root"]!["children"] ?? [])
        {
            if (child?["sup"] is not JsonObject nested)
            {
                continue;
            }

            string path = $"root/{(string?)child["id"]}";
            JsonArray steps = new([.. ((JsonArray)scenario["steps"]!).Where(step => IsBelow(step!, path)).Select(step => Moved(step!.DeepClone(), path))]);
            yield return new JsonObject { ["root"] = nested.DeepClone(), ["steps"] = steps };
        }
    }

    private static bool IsBelow(JsonNode step, string path) =>
        PathFields.Select(field => (string?)step[field]).Where(static text => text is not null).All(text => text == path || text!.StartsWith(path + "/", StringComparison.Ordinal));

    private static JsonNode Moved(JsonNode step, string path)
    {
        foreach (string field in PathFields)
        {
            if (step[field] is JsonValue value && ((string)value!).StartsWith(path, StringComparison.Ordinal))
            {
                step[field] = "root" + ((string)value!)[path.Length..];
            }
        }

        foreach (JsonNode? item in (JsonArray?)step["items"] ?? [])
        {
            Moved(item!, path);
        }

        return step;
    }

    private static IEnumerable<int[]> PlacesBelow(JsonNode? node, int[] place)
    {
        if (place.Length > 0)
        {
            yield return place;
        }

        for (int index = 0; index < Below(node).Count; index++)
        {
            foreach (int[] found in PlacesBelow(Below(node)[index], [.. place, index]))
            {
                yield return found;
            }
        }
    }

    private static List<JsonNode?> Below(JsonNode? node) => node switch
    {
        JsonObject fields => [.. fields.Select(static field => field.Value)],
        JsonArray items => [.. items],
        _ => [],
    };

    private static IEnumerable<JsonObject> Simpler(JsonObject scenario, int[] place)
    {
        JsonObject without = (JsonObject)scenario.DeepClone();
        Remove(without, place);
        yield return without;
        foreach (JsonNode replacement in Replacements(At(scenario, place)))
        {
            JsonObject copy = (JsonObject)scenario.DeepClone();
            Replace(copy, place, replacement);
            yield return copy;
        }
    }

    private static IEnumerable<JsonNode> Replacements(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject child when child["sup"] is JsonObject && child.ContainsKey("id") && !child.ContainsKey("op"):
                yield return new JsonObject { ["id"] = child["id"]!.DeepClone() };
                break;
            case JsonObject batch when batch["items"] is JsonArray { Count: 1 } items:
                JsonObject only = (JsonObject)items[0]!.DeepClone();
                if (!only.ContainsKey("target") || ((string?)only["op"])!.EndsWith("_pid", StringComparison.Ordinal))
                {
                    only["sup"] = batch["sup"]!.DeepClone();
                }

                yield return only;
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                int number = value.GetValue<int>();
                yield return 0;
                yield return 1;
                yield return number / 2;
                if (number <= Few)
                {
                    // One by one from a large number would be as many recordings.
                    yield return number - 1;
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                yield return "error(x)";
                break;
            default:
                break;
        }
    }

    private static JsonNode? At(JsonNode? node, ReadOnlySpan<int> place)
    {
        foreach (int index in place)
        {
            node = Below(node)[index];
        }

        return node;
    }

    private static void Remove(JsonObject scenario, int[] place)
    {
        switch (At(scenario, place.AsSpan(..^1)))
        {
            case JsonObject fields:
                fields.RemoveAt(place[^1]);
                break;
            case JsonArray items:
                items.RemoveAt(place[^1]);
                break;
            default:
                break;
        }
    }

    private static void Replace(JsonObject scenario, int[] place, JsonNode replacement)
    {
        switch (At(scenario, place.AsSpan(..^1)))
        {
            case JsonObject fields:
                fields[fields.GetAt(place[^1]).Key] = replacement;
                break;
            case JsonArray items:
                items[place[^1]] = replacement;
                break;
            default:
                break;
        }
    }
}
