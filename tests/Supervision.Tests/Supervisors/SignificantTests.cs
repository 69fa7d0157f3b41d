namespace Supervision.Tests.Supervisors;

public sealed class SignificantTests
{
    [Theory]
    [InlineData(Restart.Temporary, true)]
    [InlineData(Restart.Temporary, false)]
    [InlineData(Restart.Transient, true)]
    public void AnySignificant_FirstEndWithoutRestart_StopsTheSupervisor(Restart restart, bool isOrderly)
    {
        using Family family = new();
        SupervisorRef root = Start(family, AutoShutdown.AnySignificant, restart);
        Task<ExitReason> end = root.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);

        family.End("s1", isOrderly ? ExitReason.Normal : null);

        Assert.Equal(ExitReason.Shutdown, family.Do(end));
        Assert.Equal(["end s1", "stop s2", "stop n"], family.Events);
    }

    [Fact]
    public void AnySignificant_CrashOfATransientChild_OnlyRestartsIt()
    {
        using Family family = new();
        SupervisorRef root = Start(family, AutoShutdown.AnySignificant, Restart.Transient);

        family.End("s1");

        Assert.True(root.Pid.IsAlive);
        Assert.Equal(["end s1", "start s1"], family.Events);
    }

    [Fact]
    public void AllSignificant_OnlyTheLastEndStopsTheSupervisor()
    {
        using Family family = new();
        SupervisorRef root = Start(family, AutoShutdown.AllSignificant, Restart.Transient);

        family.End("s1", ExitReason.Normal);
        Assert.True(root.Pid.IsAlive);
        family.End("s2", ExitReason.Normal);

        Assert.False(root.Pid.IsAlive);
        Assert.Equal(["end s1", "end s2", "stop n"], family.Events);
    }

    [Theory]
    [InlineData(AutoShutdown.AnySignificant)]
    [InlineData(AutoShutdown.AllSignificant)]
    public void RequestedStop_NeverStopsTheSupervisor(AutoShutdown autoShutdown)
    {
        using Family family = new();
        SupervisorRef root = Start(family, autoShutdown, Restart.Transient);

        family.Do(root.TerminateChildAsync("s1"));
        family.Do(root.TerminateChildAsync("s2"));

        Assert.True(root.Pid.IsAlive);
    }

    [Theory]
    [InlineData(RestartStrategy.OneForAll)]
    [InlineData(RestartStrategy.RestForOne)]
    public void StopTogetherWithASibling_NeverStopsTheSupervisor(RestartStrategy strategy)
    {
        using Family family = new();
        SupervisorRef root = Start(family, AutoShutdown.AnySignificant, Restart.Temporary, strategy);

        family.End("n");

        Assert.True(root.Pid.IsAlive);
        Assert.Equal(["end n", "stop s2", "stop s1", "start n"], family.Events);
    }

    [Fact]
    public void EndOfTheOthers_MeansNothing()
    {
        using Family family = new();
        SupervisorRef root = Start(family, AutoShutdown.AnySignificant, Restart.Transient);

        family.Do(root.StartChildAsync(family.Child("t") with { Restart = Restart.Temporary }));
        family.End("t", ExitReason.Normal);

        Assert.True(root.Pid.IsAlive);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AutomaticShutdown_TravelsUp_OnlyOverSignificantSupervisors(bool isSignificant)
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .AutoShutdown(AutoShutdown.AnySignificant)
            .OneForOne(
                "inner",
                inner => inner.AutoShutdown(AutoShutdown.AnySignificant).Child(Significant(family.Child("w"), Restart.Transient)),
                child => child with { Restart = Restart.Transient, Significant = isSignificant })));

        family.End("w", ExitReason.Normal);

        Assert.Equal(!isSignificant, root.Pid.IsAlive);
    }

    private static SupervisorRef Start(
        Family family, AutoShutdown autoShutdown, Restart restart, RestartStrategy strategy = RestartStrategy.OneForOne) => family.Start(
        new SupervisorOptions { AutoShutdown = autoShutdown, Strategy = strategy },
        family.Child("n"),
        Significant(family.Child("s1"), restart),
        Significant(family.Child("s2"), restart));

    private static ChildSpec Significant(ChildSpec spec, Restart restart) => spec with { Restart = restart, Significant = true };
}
