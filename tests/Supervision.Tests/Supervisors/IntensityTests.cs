namespace Supervision.Tests.Supervisors;

public sealed class IntensityTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void NoRestartsAllowed_FirstCrashEndsTheSupervisor_OthersStopInReverse()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions { MaxRestarts = 0 }, family.Child("a"), family.Child("b"), family.Child("c"));
        Task<ExitReason> exit = root.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);

        family.End("b");

        Assert.Equal(["end b", "stop c", "stop a"], family.Events);
        Assert.Equal(ExitReason.Shutdown, family.Do(exit));
        Assert.Contains(family.Troubles, static trouble => trouble.Context == "shutdown" && trouble.ChildId == "b");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void SecondCrash_AroundTheEndOfThePeriod_EndsTheSupervisorUpToAndIncludingIt(long ticks, bool survives)
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 1, Period = TimeSpan.FromSeconds(2) }, family.Child("a"));
        family.End("a");
        family.Simulation.Advance(TimeSpan.FromSeconds(2) + (ticks * Tick));

        family.End("a");

        Assert.Equal(survives, root.Pid.IsAlive);
    }

    [Theory]
    [InlineData(RestartStrategy.OneForAll)]
    [InlineData(RestartStrategy.RestForOne)]
    public void GroupRestart_CountsOnce(RestartStrategy strategy)
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions { Strategy = strategy, MaxRestarts = 2 }, family.Child("a"), family.Child("b"), family.Child("c"));

        family.End("a");
        family.End("a");

        Assert.True(root.Pid.IsAlive);
        family.End("c");
        Assert.False(root.Pid.IsAlive);
    }

    [Fact]
    public void StartThatAlwaysFailsAfterACrash_IsTriedExactlyAsOftenAsAllowed()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 3 }, family.Child("a"), family.Child("b"));
        family.Refusals["a"] = new(Enumerable.Repeat(Failed, 9));

        family.End("a");

        Assert.Equal(["end a", "refuse a", "refuse a", "refuse a", "stop b"], family.Events);
        Assert.False(root.Pid.IsAlive);
        Assert.Equal(3, family.Troubles.Count(static trouble => trouble.Context == "start_error"));
    }

    [Fact]
    public void RequestedStopsAndStarts_AreNotCounted()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 1 }, family.Child("a"));
        for (int i = 0; i < 5; i++)
        {
            Assert.IsType<ChildResult.Done>(family.Do(root.TerminateChildAsync("a")));
            Assert.IsType<ChildResult.Started>(family.Do(root.RestartChildAsync("a")));
        }

        family.End("a");

        Assert.True(root.Pid.IsAlive);
    }

    [Fact]
    public void CrashOfATemporaryChild_IsNotCounted()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions { MaxRestarts = 0 }, family.Child("a") with { Restart = Restart.Temporary }, family.Child("b"));

        family.End("a");

        Assert.True(root.Pid.IsAlive);
        Assert.Equal(["end a"], family.Events);
    }

    [Fact]
    public void RestartedSupervisor_BeginsToCountAnew()
    {
        using Family family = new();
        family.Start(Supervisor.OneForOne("root", root => root
            .Intensity(9, TimeSpan.FromHours(1))
            .OneForOne("inner", inner => inner.Intensity(1, TimeSpan.FromHours(1)).Child(family.Child("a")))));

        family.End("a");
        family.End("a");
        family.End("a");

        Assert.Equal(["end a", "start a", "end a", "start a", "end a", "start a"], family.Events);
    }

    private static StartResult Failed => new StartResult.Failed(new ExitReason.Custom("cannot"));
}
