using Supervision.Testing;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>Timers that may fire although something else could happen.</summary>
public sealed class TimerRaceTests
{
    [Fact]
    public void TimerRaces_Zero_NoTimerOvertakesAMessage()
    {
        Simulation.Explore(AnswersInTime, new ExplorationOptions { Schedules = 300 });
        Assert.True(Simulation.ExploreAll(AnswersInTime).IsExhausted);
    }

    [Fact]
    public void TimerRaces_One_TimeoutComesBeforeTheReply()
    {
        ExplorationOptions options = new() { TimerRaces = 1 };

        Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(AnswersInTime, options));
        ScheduleFailedException failure = Assert.Throws<ScheduleFailedException>(() => Simulation.ExploreAll(AnswersInTime, options));
        Assert.Contains("(timer)", failure.Diagram, StringComparison.Ordinal);
        Assert.Throws<ScheduleFailedException>(() => Simulation.Replay(failure.Token, AnswersInTime));
    }

    [Fact]
    public void TimerRaces_TwoNeeded_OneIsNotEnough()
    {
        Simulation.Explore(AnswersOnTheSecondQuestion, new ExplorationOptions { TimerRaces = 1, Schedules = 500 });
        Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(AnswersOnTheSecondQuestion, new ExplorationOptions { TimerRaces = 2, Schedules = 500 }));
    }

    [Fact]
    public void TimerRaces_TwoTimers_KeepTheirOrder() => Simulation.Explore(
        static async test =>
        {
            List<int> fired = [];
            ITimer[] timers =
            [
                .. new[] { 2, 1, 3 }.Select(second => test.Time.CreateTimer(_ => fired.Add(second), null, TimeSpan.FromSeconds(second), Timeout.InfiniteTimeSpan)),
            ];
            test.Spawn(static _ => Task.CompletedTask);
            test.Spawn(static _ => Task.CompletedTask);
            await test.AdvanceAsync(TimeSpan.FromSeconds(5));
            Array.ForEach(timers, static timer => timer.Dispose());
            Assert.Equal([1, 2, 3], fired);
        },
        new ExplorationOptions { TimerRaces = 3, Schedules = 300 });

    private static async Task AnswersInTime(TestProcess test)
    {
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        CallResult<int> result = await cell.TryCallAsync(new Cell.Get(), TimeSpan.FromSeconds(1));
        Assert.True(result.IsReply);
    }

    private static async Task AnswersOnTheSecondQuestion(TestProcess test)
    {
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        CallResult<int> first = await cell.TryCallAsync(new Cell.Get(), TimeSpan.FromSeconds(1));
        CallResult<int> second = await cell.TryCallAsync(new Cell.Get(), TimeSpan.FromSeconds(1));
        Assert.True(first.IsReply || second.IsReply);
    }
}
