namespace Supervision.Tests.Supervisors;

/// <summary>Children with a back-off: their restarts wait.</summary>
public sealed class RestartDelayTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly Backoff Doubling = Backoff.Exponential(Second, 8 * Second, 2, 0);
    private static readonly SupervisorOptions Patient = new() { MaxRestarts = 100 };

    private static StartResult Failed => new StartResult.Failed(new ExitReason.Custom("cannot"));

    [Fact]
    public void Restart_OfAChildWithABackoff_ComesAfterItsDelayAndNotBefore()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, Delayed(family, "a"), family.Child("b"));

        family.End("a");

        Assert.Equal([ChildInfo.State.Restarting, ChildInfo.State.Running], StatesOf(family, root));
        family.Simulation.Advance(Second - Moment);
        Assert.Equal(["end a"], family.Events);
        family.Simulation.Advance(Moment);
        Assert.Equal(["end a", "start a"], family.Events);
        Assert.Equal([ChildInfo.State.Running, ChildInfo.State.Running], StatesOf(family, root));
    }

    [Fact]
    public void Delay_GrowsWithEachRestartInARow_AndBeginsAnewAfterALongLife()
    {
        using Family family = new();
        family.Start(Patient, Delayed(family, "a"));

        Assert.Equal([1, 2, 4, 8, 8], Enumerable.Range(0, 5).Select(_ => SecondsUntilRestart(family, "a")));
        family.Simulation.Advance((8 * Second) - Moment);
        Assert.Equal(8, SecondsUntilRestart(family, "a"));
        family.Simulation.Advance(8 * Second);
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(_ => SecondsUntilRestart(family, "a")));
    }

    [Fact]
    public void FailedRestart_IsTriedAgainAfterTheNextDelay_AndCountsThen()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 2, Period = TimeSpan.FromMinutes(1) }, Delayed(family, "a"));
        family.Refusals["a"] = new([Failed, Failed]);

        family.End("a");
        family.Simulation.Advance(Second);
        Assert.Equal(["end a", "refuse a"], family.TakeEvents());
        family.Simulation.Advance((2 * Second) - Moment);
        Assert.Empty(family.Events);
        family.Simulation.Advance(Moment);
        Assert.Equal(["refuse a"], family.TakeEvents());
        Assert.True(root.Pid.IsAlive);
        family.Simulation.Advance(4 * Second);

        Assert.Empty(family.Events);
        Assert.False(root.Pid.IsAlive);
    }

    [Fact]
    public void Death_BeyondTheLimit_EndsTheSupervisorAtOnce()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 0 }, Delayed(family, "a"), family.Child("b"));

        family.End("a");

        Assert.Equal(["end a", "stop b"], family.Events);
        Assert.False(root.Pid.IsAlive);
    }

    [Theory]
    [InlineData(RestartStrategy.OneForAll, new[] { "end b", "stop c", "stop a" }, new[] { "start a", "start b", "start c" })]
    [InlineData(RestartStrategy.RestForOne, new[] { "end b", "stop c" }, new[] { "start b", "start c" })]
    public void Group_StopsAtOnce_AndStartsTogetherAfterTheDelay(RestartStrategy strategy, string[] atOnce, string[] later)
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            Patient with { Strategy = strategy }, family.Child("a"), Delayed(family, "b"), family.Child("c"));

        family.End("b");

        Assert.Equal(atOnce, family.TakeEvents());
        Assert.Equal(ChildInfo.State.Restarting, family.Do(root.GetChildAsync("b"))!.Status);
        family.Simulation.Advance(Second);
        Assert.Equal(later, family.TakeEvents());
    }

    [Fact]
    public void RestForOne_EarlierChildDiesDuringTheWait_RestartsBothAndTheWaitIsOver()
    {
        using Family family = new();
        family.Start(Patient with { Strategy = RestartStrategy.RestForOne }, family.Child("a"), Delayed(family, "b"));
        family.End("b");
        family.TakeEvents();

        family.End("a");

        Assert.Equal(["end a", "start a", "start b"], family.TakeEvents());
        family.Simulation.Advance(10 * Second);
        Assert.Empty(family.Events);
    }

    [Fact]
    public void Requests_DuringTheWait_FindTheChildRestarting()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, Delayed(family, "a"));
        family.End("a");

        // The family's way to wait lets time pass only when an answer needs it; none of these does.
        Assert.IsType<ChildResult.Restarting>(family.Do(root.RestartChildAsync("a")));
        Assert.IsType<ChildResult.Restarting>(family.Do(root.DeleteChildAsync("a")));
        Assert.Equal(new ChildInfo.Counts(1, 0, 0, 1), family.Do(root.CountChildrenAsync()));
        Assert.Equal(["end a"], family.Events);
    }

    [Fact]
    public void Terminate_DuringTheWait_EndsItForGood()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, Delayed(family, "a"));
        family.End("a");

        Assert.IsType<ChildResult.Done>(family.Do(root.TerminateChildAsync("a")));

        Assert.Equal(0, family.Runtime.TimerCount);
        family.Simulation.Advance(10 * Second);
        Assert.Equal(["end a"], family.Events);
        Assert.IsType<ChildResult.Started>(family.Do(root.RestartChildAsync("a")));
    }

    [Fact]
    public void Stop_DuringTheWait_IsNotHeldUpByIt()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, family.Child("b"), Delayed(family, "a"));
        family.End("a");

        root.Pid.Exit(ExitReason.Shutdown);
        family.Simulation.RunUntilIdle();

        Assert.Equal(["end a", "stop b"], family.Events);
        Assert.Equal(0, family.Runtime.ProcessCount);
        Assert.Equal(0, family.Runtime.TimerCount);
    }

    [Fact]
    public void DynamicChild_WithABackoff_WaitsAndKeepsItsKey()
    {
        using Family family = new();
        DynamicSupervisor<string> declaration = Supervisor.Dynamic<string>(
            "root", (context, _) => family.StartAsync(context), static child => child with { Backoff = Doubling });
        DynamicSupervisorRef<string> root = family.Do(family.Runtime.StartSupervisorAsync(declaration));
        family.Do(root.StartChildAsync("", "a"));

        family.End("a");

        Assert.Equal([ChildInfo.State.Restarting], StatesOf(family, root.Untyped));
        family.Simulation.Advance(Second);
        Assert.Equal(["start a", "end a", "start a"], family.Events);
    }

    [Fact]
    public void Report_OfADelayedRestart_SaysWhenItComes()
    {
        using Family family = new();
        family.Start(Patient, Delayed(family, "a"));

        family.End("a");

        Assert.StartsWith("Restarting it in 1 s: restart 1 of 100", Assert.Single(family.Troubles).Decision, StringComparison.Ordinal);
    }

    private static ChildSpec Delayed(Family family, string id) => family.Child(id) with { Backoff = Doubling };

    private static IEnumerable<ChildInfo.State> StatesOf(Family family, SupervisorRef root) =>
        family.Do(root.ListChildrenAsync()).Select(static child => child.Status);

    private static int SecondsUntilRestart(Family family, string id)
    {
        int starts = family.StartsOf(id);
        family.End(id);
        int seconds = 0;
        for (; family.StartsOf(id) == starts && seconds < 100; seconds++)
        {
            family.Simulation.Advance(Second);
        }

        return seconds;
    }
}
