using System.Text.Json.Nodes;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>Plays scenarios on OTP and here.</summary>
internal sealed class BothSides(Func<string, JsonObject, Task<string[]>> record)
{
    private const int Confirmations = 2;

    /// <summary>How many scenarios gave another trace when OTP ran them again, and then ours: luck, not a difference.</summary>
    internal int Races { get; private set; }

    /// <summary>Our trace. What it throws is its last line, so that it counts as a difference.</summary>
    internal static List<string> Here(string name, JsonObject scenario)
    {
        try
        {
            return Player.Play(name, ScenarioReader.Read(scenario.ToJsonString()));
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or KeyNotFoundException or ScenarioException)
        {
            return [$"scenario {name}", $"failed: {error.Message}"];
        }
    }

    /// <summary>Both traces; OTP's is recorded again when they differ, to tell a difference from a race of the recording.</summary>
    internal async Task<(IReadOnlyList<string> Otp, IReadOnlyList<string> Here, bool Differ)> PlayAsync(string name, JsonObject scenario)
    {
        Task<string[]> recording = record(name, scenario);
        List<string> here = Here(name, scenario);
        string[] otp = await recording;
        bool differed = false;
        for (int left = Confirmations; left > 0 && TraceComparison.FirstDifference(otp, here) >= 0; left--)
        {
            differed = true;
            otp = await record(name, scenario);
        }

        bool differ = TraceComparison.FirstDifference(otp, here) >= 0;
        Races += differed && !differ ? 1 : 0;
        return (otp, here, differ);
    }

    internal async Task<IReadOnlyList<bool>> DifferAsync(IReadOnlyList<JsonObject> scenarios) =>
        [.. (await Task.WhenAll(scenarios.Select(scenario => PlayAsync("shrunk", scenario)))).Select(static played => played.Differ)];
}
