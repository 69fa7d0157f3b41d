using System.Globalization;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>Makes a failure out of a schedule that fails: plainer, checked, drawn.</summary>
internal sealed class FailureReport(ScheduleRunner runner, TestName test, ulong seed, SimulationOptions options)
{
    private const int Replays = 2;

    internal ScheduleFailedException Build(ScheduleRun found, Exception failure, int schedule, string strategy)
    {
        FailureKind kind = FailureKind.Of(failure);
        int maxShrinks = found.HasWaitedForReal ? 0 : (options as ExplorationOptions)?.MaxShrinks ?? 0;
        Shrinker shrinker = new(runner, kind, maxShrinks);
        IReadOnlyList<int> choices = shrinker.Shrink(found.Choices);
        int before = found.Choices.Count(static choice => choice != 0);
        int after = choices.Count(static choice => choice != 0);
        string origin = string.Create(
            CultureInfo.InvariantCulture,
            $"schedule {schedule} ({strategy}, seed {seed}) — shrunk {before} → {after} choices that are not the plain order's in {shrinker.Runs} runs");
        return Build(choices, kind, failure, origin, schedule, strategy);
    }

    /// <summary>For a schedule that was given.</summary>
    internal ScheduleFailedException Build(ScheduleToken token, Exception failure, string note) =>
        Build(token.Choices, FailureKind.Of(failure), failure, note, 0, "replay");

    private ScheduleFailedException Build(
        IReadOnlyList<int> choices, FailureKind kind, Exception failure, string origin, int schedule, string strategy)
    {
        StepTrace trace = new();
        int same = 0;
        uint steps = 0;
        for (int i = 1; i <= Replays; i++)
        {
            ScheduleRun run = runner.Replay(choices, isStrict: true, i == Replays ? trace : null);
            if (run.Failure is { } again && FailureKind.Of(again) == kind)
            {
                same++;
                failure = again;
                steps = (uint)run.Hash;
            }
        }

        string token = new ScheduleToken(runner.Modes, test.Hash, steps, choices) { Shared = [.. runner.Shared?.Processes ?? []] }.ToString();
        string shown = TokenFile.Shorten(token, test);
        string diagram = same > 0 ? new Diagram(trace, FirstLine(failure)).ToString() : "";
        string place = FailureKind.PlaceOf(failure);
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {failure.Message}
              {(place.Length > 0 ? $"at {place} " : "")}({failure.GetType().Name})
              {origin} — replayed {same}/{Replays} times{(same < Replays ? ": NOT REPEATABLE, " + ExplorationErrors.NotRepeatable().Message : "")}
              replay: {ExplorationSettings.ReplayVariable}={shown}  (test {test})
                  or: Simulation.Replay("{shown}", body)

            {diagram}
            """);
        options.Output?.Invoke(message);
        return new ScheduleFailedException(message, failure)
        {
            Token = token,
            Schedule = schedule,
            Strategy = strategy,
            Seed = seed,
            Diagram = diagram,
        };
    }

    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].Trim();
}
