using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

public sealed class ShrinkerTests
{
    [Fact]
    public async Task Shrink_DifferenceNeedsOneChildAndOneStep_LeavesExactlyThese()
    {
        JsonObject large = Parse("""
            {"kind": "x", "root": {"strategy": "one_for_all", "intensity": 10, "period": 60, "children": [
              {"id": "a", "restart": "transient", "behavior": {"start": ["ok", "error(e)"], "trap_exit": false}},
              {"id": "s", "type": "supervisor", "sup": {"strategy": "rest_for_one", "period": 60, "children": [{"id": "b"}, {"id": "c"}]}}]},
             "steps": [{"op": "wait", "ms": 20}, {"op": "exit", "target": "root/a", "reason": "crash(x)"},
              {"op": "batch", "sup": "root", "items": [{"op": "which_children"}, {"op": "kill", "target": "root/a"}]}, {"op": "stop"}]}
            """);

        JsonObject smallest = await Shrink(large, static scenario =>
            Has(scenario, "kill") && scenario["root"]!["children"] is JsonArray children && children.Any(static child => (string?)child!["id"] == "a"));

        Assert.Equal("""{"root":{"children":[{"id":"a"}]},"steps":[{"op":"kill","target":"root/a"}]}""", smallest.ToJsonString());
    }

    [Fact]
    public async Task Shrink_DifferenceIsInASubtree_MakesItTheRoot_AndMovesThePaths()
    {
        JsonObject large = Parse("""
            {"root": {"children": [{"id": "a"}, {"id": "s", "type": "supervisor", "sup": {"strategy": "one_for_all", "children": [{"id": "b"}]}}]},
             "steps": [{"op": "kill", "target": "root/a"}, {"op": "terminate_child", "sup": "root/s", "id": "b"}]}
            """);

        JsonObject smallest = await Shrink(large, static scenario =>
            Has(scenario, "terminate_child") && scenario.ToJsonString().Contains("one_for_all", StringComparison.Ordinal));

        Assert.Equal("""{"root":{"strategy":"one_for_all"},"steps":[{"op":"terminate_child","sup":"root","id":"b"}]}""", smallest.ToJsonString());
    }

    [Fact]
    public async Task Shrink_NeverTriesWhatCannotBePlayed()
    {
        JsonObject large = new ScenarioGenerator(11).Draw(5);

        JsonObject smallest = await Shrink(large, static scenario =>
        {
            Assert.StartsWith("outcome ", BothSides.Here("x", scenario)[^1], StringComparison.Ordinal);
            return true;
        });

        Assert.Equal("""{"root":{},"steps":[]}""", smallest.ToJsonString());
    }

    private static Task<JsonObject> Shrink(JsonObject scenario, Func<JsonObject, bool> differs) => new Shrinker(some =>
        Task.FromResult<IReadOnlyList<bool>>([.. some.Select(differs)])).ShrinkAsync(scenario);

    private static bool Has(JsonObject scenario, string op) =>
        ((JsonArray)scenario["steps"]!).Any(step => (string?)step!["op"] == op
            || ((JsonArray?)step["items"] ?? []).Any(item => (string?)item!["op"] == op));

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
