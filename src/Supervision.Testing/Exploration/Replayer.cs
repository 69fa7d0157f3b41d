using System.Globalization;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>Runs the one schedule that a token stands for.</summary>
internal sealed class Replayer(Func<TestProcess, Task> body, SimulationOptions options, TestName test)
{
    /// <exception cref="ScheduleFailedException">The test fails in this order.</exception>
    /// <exception cref="SimulationException">SUPT004: the order is not that of the program any more, or something else decides.</exception>
    internal ExplorationReport Run(ScheduleToken token)
    {
        ScheduleRunner runner = new(body, options with { Output = null }, token.Modes) { Shared = token.Shared.Count > 0 ? new SharedUse(token.Shared) : null };
        ScheduleRun run = runner.Replay(token.Choices, isStrict: true);
        bool isSame = !run.IsLost && (uint)run.Hash == token.Steps;
        if (run.Failure is { } failure)
        {
            string note = isSame ? "replay" : "replay; the steps are not those for which the schedule was written, but the test fails in them too";
            throw new FailureReport(runner, test, 0, options).Build(token, failure, note);
        }

        if (!isSame)
        {
            DeterminismCheck.Run(runner, token.Choices);
            throw ExplorationErrors.Stale(token.ToString());
        }

        options.Output?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{test}: passes in the schedule {token}"));
        return new ExplorationReport(1, 0, false, 0, new Dictionary<string, int>(StringComparer.Ordinal) { ["replay"] = 1 });
    }
}
