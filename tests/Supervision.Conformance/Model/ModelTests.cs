using System.Text.Json.Nodes;
using Supervision.Conformance.Differential;

namespace Supervision.Conformance.Model;

/// <summary>The model tells what supervisors do. Here they are ours; the command <c>model</c> asks OTP.</summary>
public sealed class ModelTests
{
    private const int Trees = 800;

    [Fact]
    public void Predict_RandomTreesAndActions_TellsWhatSupervisorsDo()
    {
        ScenarioGenerator generator = new(20_261_128);
        (int described, int steps, int events) = (0, 0, 0);
        for (int number = 1; described < Trees; number++)
        {
            JsonObject scenario = generator.Draw(number);
            ModelComparison compared = ModelComparison.Of(scenario, BothSides.Here("model", scenario));

            Assert.True(compared.Difference is null, $"scenario {number}: {compared.Difference}\n{scenario.ToJsonString()}");
            described += compared.Steps > 0 ? 1 : 0;
            steps += compared.Steps;
            events += compared.Events;
        }

        // The generator has not become dull.
        Assert.True(steps > 5 * Trees, $"{steps} steps");
        Assert.True(events > 20 * Trees, $"{events} events");
    }

    [Fact]
    public void Compare_TraceInWhichAnotherProcessDied_IsADifference()
    {
        JsonObject scenario = (JsonObject)JsonNode.Parse("""
            {"root": {"strategy": "one_for_one", "intensity": 3, "period": 3600, "children": [{"id": "a"}, {"id": "b"}]},
             "steps": [{"op": "kill", "target": "root/a"}]}
            """)!;
        List<string> trace = BothSides.Here("x", scenario);
        List<string> wrong = [.. trace.Select(static line => line.Replace("exit root/a#1", "exit root/b#1", StringComparison.Ordinal))];

        Assert.Null(ModelComparison.Of(scenario, trace).Difference);
        Assert.NotNull(ModelComparison.Of(scenario, wrong).Difference);
    }
}
