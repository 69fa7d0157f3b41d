namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>The explorer itself, on programs whose schedules can be counted by hand.</summary>
public sealed class ExplorerTests
{
    [Theory]
    [InlineData(0, 2)] // One thread after the other.
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    [InlineData(9, 6)] // All that there are: 4 over 2.
    public void Explore_TwoThreadsOfTwoSteps_RunsEachScheduleOnce(int preemptions, int expected)
    {
        var runs = new List<string>();

        Explored explored = Explorer.Explore(preemptions, schedule =>
        {
            string run = "";
            schedule.Start("a", () => Repeat(() => { schedule.Step("step"); run += "a"; }));
            schedule.Start("b", () => Repeat(() => { schedule.Step("step"); run += "b"; }));
            schedule.AtEnd(() => runs.Add(run));
        });

        Assert.Equal(expected, explored.Schedules);
        Assert.Equal(expected, runs.Distinct().Count());
    }

    [Fact]
    public void Explore_TwoUnguardedIncrements_FindsTheLostOneAndReplaysIt()
    {
        Explored explored = Explorer.Explore(preemptions: 1, IncrementTwice);

        Assert.NotNull(explored.Failure);
        Assert.Equal("1 of 2", explored.Failure.Problem);
        Assert.Equal(explored.Failure, Explorer.Replay(explored.Failure.Decisions, IncrementTwice));
    }

    [Fact]
    public void Explore_NoPreemptionAllowed_MissesTheLostIncrement() =>
        Assert.Null(Explorer.Explore(preemptions: 0, IncrementTwice).Failure);

    [Fact]
    public void Explore_TwoLocksInOppositeOrder_FindsTheDeadlock()
    {
        Explored explored = Explorer.Explore(preemptions: 1, schedule =>
        {
            var left = new ControlledLock(schedule);
            var right = new ControlledLock(schedule);
            schedule.Start("a", () => left.Hold(() => right.Hold(() => 0)));
            schedule.Start("b", () => right.Hold(() => left.Hold(() => 0)));
        });

        Assert.Equal("Deadlock of a, b.", explored.Failure?.Problem);
    }

    [Fact]
    public void Explore_ThreadThatNeverEnds_IsReported()
    {
        Explored explored = Explorer.Explore(preemptions: 0, schedule => schedule.Start("a", () =>
        {
            while (true)
            {
                schedule.Step("spin");
            }
        }));

        Assert.StartsWith("No end", explored.Failure?.Problem);
    }

    private static void IncrementTwice(Schedule schedule)
    {
        int counter = 0;
        schedule.Start("a", Increment);
        schedule.Start("b", Increment);
        schedule.AtEnd(() => Assert.True(counter == 2, $"{counter} of 2"));

        void Increment() => ControlledAtomics.Write(ref counter, ControlledAtomics.Read(ref counter) + 1);
    }

    private static void Repeat(Action action)
    {
        action();
        action();
    }
}
