using System.Text.Json.Nodes;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

public sealed class ScenarioGeneratorTests
{
    private const int Many = 1500;

    [Fact]
    public void Scenarios_AreWellFormed_KeepAwayFromRacesAndBugs_AndExerciseEveryFeature()
    {
        ScenarioGenerator generator = new(7);
        HashSet<string> found = [];

        for (int number = 1; number <= Many; number++)
        {
            Scenario scenario = ScenarioReader.Read(generator.Draw(number).ToJsonString());
            Assert.True(Timing.IsSafe(scenario));
            Assert.False(OtpBugs.RestartIgnores(scenario) || OtpBugs.MiscountsRestarting(scenario));
            found.UnionWith(ScenarioFeatures.Of(scenario));
        }

        Assert.Equal(ScenarioFeatures.All.Order(), found.Order());
    }

    [Fact]
    public void Scenarios_CanAllBePlayed()
    {
        ScenarioGenerator generator = new(8);

        for (int number = 1; number <= 300; number++)
        {
            Assert.StartsWith("outcome ", BothSides.Here("x", generator.Draw(number))[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draw_SameSeedAndNumber_GivesTheSameScenario_WhateverWasDrawnBefore()
    {
        ScenarioGenerator first = new(9);
        string[] inOrder = [.. Enumerable.Range(1, 40).Select(number => first.Draw(number).ToJsonString())];

        Assert.Equal(inOrder[39], new ScenarioGenerator(9).Draw(40).ToJsonString());
        Assert.Equal(40, inOrder.Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(inOrder[0], new ScenarioGenerator(10).Draw(1).ToJsonString());
    }

    [Theory]
    [InlineData("simple-restart-ignore", true, false)]
    [InlineData("simple-terminate-restarting-count", false, true)]
    public void OtpBugs_KnowTheRecordedOnes_AndOnlyThem(string which, bool ignores, bool miscounts)
    {
        string behavior = ignores ? "\"ok\", \"ignore\"" : "\"ok\", \"error(e)\"";
        string json = $$"""
            {"root": {"strategy": "simple_one_for_one", "children": [{"id": "t"}]}, "steps": [
              {"op": "start_dynamic", "sup": "root", "arg": "x1", "behavior": {"start": [{{behavior}}] } },
              {"op": "batch", "sup": "root", "items": [
                {"op": "exit", "target": "root/x1", "reason": "error(boom)"}, {"op": "terminate_pid", "target": "root/x1"}, {"op": "count_children"}]}]}
            """;

        Scenario scenario = ScenarioReader.Read(json);
        Scenario harmless = ScenarioReader.Read(json.Replace(behavior, "\"ignore\"", StringComparison.Ordinal));

        Assert.True(ignores == OtpBugs.RestartIgnores(scenario), which);
        Assert.True(miscounts == (OtpBugs.MiscountsRestarting(scenario) && !ignores), which);
        Assert.False(OtpBugs.RestartIgnores(harmless) || OtpBugs.MiscountsRestarting(harmless));
    }

    [Theory]
    [InlineData(1, 700, true)]
    [InlineData(1, 701, false)]
    [InlineData(1, 2299, false)]
    [InlineData(1, 2300, true)]
    [InlineData(5, 5500, false)]
    [InlineData(60, 1500, true)]
    public void Timing_KeepsWaitsAwayFromTheEdgeOfTheWindow(int period, int wait, bool safe)
    {
        JsonObject scenario = new()
        {
            ["root"] = new JsonObject { ["period"] = period },
            ["steps"] = new JsonArray(new JsonObject { ["op"] = "wait", ["ms"] = wait }),
        };

        Assert.Equal(safe, Timing.IsSafe(ScenarioReader.Read(scenario.ToJsonString())));
    }

    [Theory]
    [InlineData(500, 150, true)]
    [InlineData(500, 700, false)]
    [InlineData(500, 5000, true)]
    public void Timing_KeepsStopsAwayFromTheirTimeout(int delay, int shutdown, bool safe)
    {
        string json = $$$"""
            {"root": {"period": 60, "children": [{"id": "a", "shutdown": {{{shutdown}}}, "behavior": {"stop": {"delay": {{{delay}}} } } }]}, "steps": []}
            """;

        Assert.Equal(safe, Timing.IsSafe(ScenarioReader.Read(json)));
    }
}
