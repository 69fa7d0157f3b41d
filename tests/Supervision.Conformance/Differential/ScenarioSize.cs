using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>How large a scenario is for a reader: steps first, then the tree, then the words.</summary>
internal readonly record struct ScenarioSize(int Steps, int Children, int Values, int OddWords, long Numbers, int Length)
{
    internal static ScenarioSize Of(JsonObject scenario)
    {
        int steps = 0, children = 0, values = 0, odd = 0;
        long numbers = 0;
        Visit(scenario);
        return new ScenarioSize(steps, children, values, odd, numbers, scenario.ToJsonString().Length);

        void Visit(JsonNode? node)
        {
            values++;
            switch (node)
            {
                case JsonObject fields:
                    steps += fields.ContainsKey("op") ? 1 : 0;
                    children += fields.ContainsKey("id") && !fields.ContainsKey("op") ? 1 : 0;
                    fields.ToList().ForEach(field => Visit(field.Value));
                    break;
                case JsonArray items:
                    items.ToList().ForEach(Visit);
                    break;
                case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                    numbers += Math.Abs((long)value.GetValue<int>());
                    break;
                case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                    odd += (string)value! is "normal" or "shutdown" || ((string)value!).EndsWith(')') && (string)value! != "error(x)" ? 1 : 0;
                    break;
                default:
                    break;
            }
        }
    }

    internal bool IsSmallerThan(ScenarioSize other) =>
        (Steps, Children, Values, OddWords, Numbers, Length).CompareTo((other.Steps, other.Children, other.Values, other.OddWords, other.Numbers, other.Length)) < 0;
}
