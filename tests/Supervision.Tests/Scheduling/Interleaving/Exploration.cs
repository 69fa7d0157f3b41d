namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>What tests say about a scenario; each prints how many schedules it took.</summary>
internal static class Exploration
{
    /// <summary>Every schedule that there is.</summary>
    internal const int Unbounded = int.MaxValue;

    /// <summary>No schedule with at most so many preemptions breaks the scenario.</summary>
    internal static void AssertHolds(ITestOutputHelper output, int preemptions, Action<Schedule> scenario)
    {
        Explored explored = Explorer.Explore(preemptions, scenario);

        output.WriteLine(explored.ToString());
        Assert.True(explored.Failure is null, explored.ToString());
    }

    /// <summary>The problem is found within so many schedules, and the schedule that is reported shows it again.</summary>
    internal static void AssertFound(ITestOutputHelper output, string problem, int schedules, Action<Schedule> scenario)
    {
        Explored explored = Explorer.Explore(preemptions: 2, scenario);

        output.WriteLine(explored.ToString());
        Assert.NotNull(explored.Failure);
        Assert.Contains(problem, explored.Failure.Problem);
        Assert.InRange(explored.Schedules, 1, schedules);
        Assert.Equal(explored.Failure, Explorer.Replay(explored.Failure.Decisions, scenario));
    }
}
