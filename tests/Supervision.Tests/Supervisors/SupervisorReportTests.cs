namespace Supervision.Tests.Supervisors;

/// <summary>What a supervisor tells of its troubles: the reason as data, the decision in words.</summary>
public sealed class SupervisorReportTests
{
    [Theory]
    [InlineData(RestartStrategy.OneForOne, "it")]
    [InlineData(RestartStrategy.RestForOne, "it and the children after it")]
    [InlineData(RestartStrategy.OneForAll, "all children")]
    public void Restart_TellsWhatIsRestarted(RestartStrategy strategy, string what)
    {
        using Family family = new();
        family.Start(new SupervisorOptions { Strategy = strategy }, family.Child("a"));

        family.End("a");

        Assert.Equal($"Restarting {what}: restart 1 of 3 allowed in 5 s.", Assert.Single(family.Troubles).Decision);
    }

    [Fact]
    public void GivingUp_HasOtpsReason()
    {
        using Family family = new();
        family.Start(new SupervisorOptions { MaxRestarts = 0 }, family.Child("a"));

        family.End("a");

        Report.SupervisorTrouble last = Assert.Single(family.Troubles, static trouble => trouble.Context == "shutdown");
        Assert.Equal(new ExitReason.Custom("reached_max_restart_intensity"), last.Reason);
    }

    [Fact]
    public void DynamicStart_IsNoNews_ItsRestartIs()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = family.Do(family.Runtime.StartSupervisorAsync(
            Supervisor.Dynamic<int>("dynamic", (context, _) => family.StartAsync(context))));
        family.Do(dynamic.StartChildAsync(1, "a"));
        Assert.Empty(family.Simulation.Reports.OfType<Report.ChildStarted>());

        family.End("a");

        Assert.Equal(2, Assert.Single(family.Simulation.Reports.OfType<Report.ChildStarted>()).Incarnation);
    }

    [Theory]
    [InlineData(true, "at once")]
    [InlineData(false, "without a limit")]
    public void SiblingThatDiedByItself_IsTold_WithTheLimitItWouldHaveHad(bool kill, string limit)
    {
        using Family family = new();
        ChildSpec sibling = family.Child("b") with { Shutdown = kill ? Shutdown.Kill : Shutdown.Infinite };
        SupervisorRef root = family.Start(new SupervisorOptions { Strategy = RestartStrategy.OneForAll }, family.Child("a"), sibling);
        _ = family.Runtime.SuspendAsync(root.Pid);
        family.Simulation.RunUntilIdle();
        family.End("a");
        family.End("b");

        _ = family.Runtime.ResumeAsync(root.Pid);
        family.Simulation.RunUntilIdle();

        Report.SupervisorTrouble told = Assert.Single(family.Troubles, static trouble => trouble.Context == "shutdown_error");
        Assert.Equal($"It was asked to stop {limit} and ended otherwise; it is gone all the same.", told.Decision);
    }

    [Fact]
    public void ChildThatUnlinkedItselfAndDied_IsTold_WithOtpsReason()
    {
        using Family family = new();
        ChildSpec naughty = ChildSpec.Process("a", static process =>
        {
            process.Unlink(process.Parent);
            return Task.CompletedTask;
        });
        SupervisorRef root = family.Start(new SupervisorOptions(), naughty);

        family.Do(root.TerminateChildAsync("a"));

        Assert.Equal(new ExitReason.Custom("child_process_unlinked"), Assert.Single(family.Troubles).Reason);
    }

    [Fact]
    public void ChildThatDiedWhileItsStartWentOn_IsTold_WithTheReasonItDiedOf()
    {
        using Family family = new();
        TaskCompletionSource gate = new();
        ChildSpec hasty = new("a", async context =>
        {
            StartResult result = await context.StartProcessAsync(static _ => throw new ProcessExitException(new ExitReason.Custom("hasty")));
            await gate.Task;
            return result;
        });
        ChildSpec failing = new("b", static _ => ValueTask.FromResult<StartResult>(new StartResult.Failed(new ExitReason.Custom("boom"))));

        Task<SupervisorRef> start = family.Runtime.StartSupervisorAsync(new SupervisorSpec { Id = "root", Children = [hasty, failing] });
        family.Simulation.RunUntilIdle();
        gate.SetResult();

        Assert.Throws<StartFailedException>(() => family.Do(start));
        Report.SupervisorTrouble told = Assert.Single(family.Troubles, static trouble => trouble.Context == "shutdown_error");
        Assert.Equal(("a", new ExitReason.Custom("hasty")), (told.ChildId, told.Reason));
    }
}
