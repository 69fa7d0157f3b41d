using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>Runs one test again and again, each time in a simulation of its own.</summary>
internal sealed class ScheduleRunner(Func<TestProcess, Task> body, SimulationOptions options, ScheduleModes modes)
{
    internal ScheduleModes Modes => modes;

    internal SharedUse? Shared { get; init; }

    /// <summary>Runs one schedule. Null: the strategy has none left.</summary>
    internal ScheduleRun? Run(ScheduleStrategy strategy, ulong seed, StepTrace? trace = null)
    {
        if (!strategy.Begin(seed))
        {
            return null;
        }

        Shared?.BeginSchedule();
        SchedulePlan plan = new(strategy, modes.Delivery)
        {
            EagerTurns = modes.EagerTurns,
            Shared = Shared,
            TimerRaces = modes.TimerRaces,
            Trace = trace,
        };
        using Simulation simulation = new(options, plan);
        ScheduleRun run = simulation.RunSchedule(body);
        strategy.End();
        return run;
    }

    /// <summary>Runs the schedule that a list of choices stands for.</summary>
    internal ScheduleRun Replay(IReadOnlyList<int> choices, bool isStrict, StepTrace? trace = null) =>
        Run(new GivenStrategy(choices, isStrict), 0, trace)!;
}
