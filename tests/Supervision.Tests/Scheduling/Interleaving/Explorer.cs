namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>A schedule that went wrong.</summary>
/// <param name="Problem">What was wrong.</param>
/// <param name="Decisions">The threads that were chosen, a letter each, for <see cref="Explorer.Replay"/>.</param>
/// <param name="Trace">The steps that were taken.</param>
internal sealed record Failure(string Problem, string Decisions, string Trace)
{
    public override string ToString() => $"{Problem}{Environment.NewLine}{Trace}Replay with \"{Decisions}\".";
}

/// <summary>What exploring a scenario found, after how many schedules.</summary>
internal sealed record Explored(int Schedules, Failure? Failure)
{
    public override string ToString() => $"{Schedules} schedules" + (Failure is null ? "" : $", then: {Failure}");
}

/// <summary>
/// Runs a scenario under every schedule that takes the baton from a thread which could have gone on at most so many times; depth
/// first, stopping at the first failure. A scenario builds fresh state, starts its threads and says what must hold at the end; it
/// must depend on nothing but the schedule.
/// </summary>
internal static class Explorer
{
    internal static Explored Explore(int preemptions, Action<Schedule> scenario)
    {
        using var crew = new Crew();
        var search = new Search(preemptions);
        int schedules = 0;
        do
        {
            schedules++;
            if (RunOnce(crew, search.Decide, scenario) is { } failure)
            {
                return new Explored(schedules, failure);
            }
        }
        while (search.MoveToNextSchedule());

        return new Explored(schedules, null);
    }

    /// <summary>Runs the one schedule that a failure reported.</summary>
    internal static Failure? Replay(string decisions, Action<Schedule> scenario)
    {
        using var crew = new Crew();
        int next = 0;
        return RunOnce(crew, (_, enabled) => next < decisions.Length ? decisions[next++] - 'a' : enabled[0], scenario);
    }

    private static Failure? RunOnce(Crew crew, Func<int?, IReadOnlyList<int>, int> decide, Action<Schedule> scenario)
    {
        var schedule = new Schedule(crew, decide);
        scenario(schedule);
        return schedule.Execute();
    }
}
