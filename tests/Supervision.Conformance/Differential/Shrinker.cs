using System.Text.Json.Nodes;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>Makes a scenario smaller as long as the two sides still differ.</summary>
/// <param name="differs">Says of several scenarios at once whether the two sides differ.</param>
internal sealed class Shrinker(Func<IReadOnlyList<JsonObject>, Task<IReadOnlyList<bool>>> differs)
{
    private const int AtOnce = 24;

    /// <summary>How many smaller scenarios were tried.</summary>
    internal int Tried { get; private set; }

    internal async Task<JsonObject> ShrinkAsync(JsonObject scenario)
    {
        JsonObject smallest = new() { ["root"] = scenario["root"]!.DeepClone(), ["steps"] = scenario["steps"]!.DeepClone() };
        while (await FindSmallerAsync(smallest) is { } smaller)
        {
            smallest = smaller;
        }

        return smallest;
    }

    private async Task<JsonObject?> FindSmallerAsync(JsonObject scenario)
    {
        ScenarioSize size = ScenarioSize.Of(scenario);
        HashSet<string> seen = [];
        IEnumerable<JsonObject> candidates = SmallerScenarios.Of(scenario)
            .Where(candidate => ScenarioSize.Of(candidate).IsSmallerThan(size) && seen.Add(candidate.ToJsonString()) && MayBePlayed(candidate));
        foreach (JsonObject[] some in candidates.Chunk(AtOnce))
        {
            Tried += some.Length;
            IReadOnlyList<bool> answers = await differs(some);
            for (int index = 0; index < some.Length; index++)
            {
                if (answers[index])
                {
                    return some[index];
                }
            }
        }

        return null;
    }

    private static bool MayBePlayed(JsonObject candidate)
    {
        try
        {
            Scenario scenario = ScenarioReader.Read(candidate.ToJsonString());
            return Timing.IsSafe(scenario) && !OtpBugs.RestartIgnores(scenario) && !OtpBugs.MiscountsRestarting(scenario);
        }
        catch (ScenarioException)
        {
            return false;
        }
    }
}
