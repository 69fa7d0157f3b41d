using Supervision.Runtime;
using Supervision.Supervisors;

namespace Supervision.Tests.Supervisors;

public sealed class ShutdownTests
{
    [Fact]
    public void Stop_AsksOneAfterTheOtherInReverse_AndWaitsForEach()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions(), family.Child("a", Seconds(1)), family.Child("b", Seconds(2)), family.Child("c", Seconds(1)));
        TimeSpan before = family.Simulation.Time.Elapsed;

        ExitReason reason = family.Do(root.StopAsync());

        Assert.Equal(ExitReason.Normal, reason);
        Assert.Equal(["stop c", "stop b", "stop a"], family.Events);
        Assert.Equal(Seconds(4), family.Simulation.Time.Elapsed - before);
        Assert.Empty(family.Troubles);
    }

    [Fact]
    public void ChildThatIsTooSlow_IsKilledAtItsDeadline_AndReported()
    {
        using Family family = new();
        ChildSpec slow = family.Child("slow", Seconds(60)) with { Shutdown = Shutdown.After(Seconds(2)) };
        SupervisorRef root = family.Start(new SupervisorOptions(), slow);
        Task<ExitReason> end = family["slow"].WaitForExitAsync(TestContext.Current.CancellationToken);
        TimeSpan before = family.Simulation.Time.Elapsed;

        ChildResult result = family.Do(root.TerminateChildAsync("slow"));

        Assert.IsType<ChildResult.Done>(result);
        Assert.Equal(ExitReason.Killed, family.Do(end));
        Assert.Equal(Seconds(2), family.Simulation.Time.Elapsed - before);
        Assert.Equal("shutdown_error", Assert.Single(family.Troubles).Context);
    }

    [Fact]
    public void DeadlineThatHasPassed_LeavesTheNextChildItsWholeTime()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions(),
            family.Child("in-time", Seconds(1.5)) with { Shutdown = Shutdown.After(Seconds(2)) },
            family.Child("too-slow", Seconds(60)) with { Shutdown = Shutdown.After(Seconds(2)) });
        TimeSpan before = family.Simulation.Time.Elapsed;

        family.Do(root.StopAsync());

        Assert.Equal(Seconds(3.5), family.Simulation.Time.Elapsed - before);
        Assert.Equal("too-slow", Assert.Single(family.Troubles).ChildId);
    }

    /// <summary>On real threads the deadline of a stop can fire while its child's end is being handled; it comes when the next is being stopped.</summary>
    [Fact]
    public void DeadlineOfAnEarlierStop_IsIgnored()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a", Seconds(1)));
        ProcessCell cell = (ProcessCell)root.Pid.Target!;
        Task<ExitReason> end = family["a"].WaitForExitAsync(TestContext.Current.CancellationToken);
        Task<ExitReason> stop = root.StopAsync();
        family.Simulation.RunUntilIdle();

        new StopDeadline(cell, (SupervisorBehavior)cell.Behavior!).Fire();

        Assert.Equal(ExitReason.Normal, family.Do(stop));
        Assert.Equal(ExitReason.Shutdown, family.Do(end));
    }

    [Fact]
    public void ChildThatEndsAtItsDeadline_DoesNotShortenTheNextOnesTime()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            using Family family = new(seed);
            SupervisorRef root = family.Start(
                new SupervisorOptions(),
                family.Child("next", Seconds(1.5)) with { Shutdown = Shutdown.After(Seconds(2)) },
                family.Child("at-the-limit", Seconds(2)) with { Shutdown = Shutdown.After(Seconds(2)) });
            Task<ExitReason> end = family["next"].WaitForExitAsync(TestContext.Current.CancellationToken);
            TimeSpan before = family.Simulation.Time.Elapsed;

            family.Do(root.StopAsync());

            Assert.Equal(ExitReason.Shutdown, family.Do(end));
            Assert.Equal(Seconds(3.5), family.Simulation.Time.Elapsed - before);
        }
    }

    [Fact]
    public void ChildThatIsInTime_LeavesNoDeadlineBehind()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        family.Do(root.TerminateChildAsync("a"));

        Assert.Equal(0, family.Runtime.TimerCount);
    }

    [Fact]
    public void Kill_GivesNoChance_AndIsNotReported()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a") with { Shutdown = Shutdown.Kill });
        Task<ExitReason> end = family["a"].WaitForExitAsync(TestContext.Current.CancellationToken);

        family.Do(root.StopAsync());

        Assert.Equal(ExitReason.Killed, family.Do(end));
        Assert.Empty(family.Events);
        Assert.Empty(family.Troubles);
    }

    [Fact]
    public void ZeroTime_KillsDirectlyAfterAsking()
    {
        using Family family = new();
        ChildSpec trapping = family.Child("traps", Seconds(1)) with { Shutdown = Shutdown.After(TimeSpan.Zero) };
        SupervisorRef root = family.Start(new SupervisorOptions(), trapping);
        Task<ExitReason> end = family["traps"].WaitForExitAsync(TestContext.Current.CancellationToken);

        family.Do(root.StopAsync());

        Assert.Equal(ExitReason.Killed, family.Do(end));
    }

    [Fact]
    public void Infinite_WaitsAsLongAsItTakes()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions(), family.Child("a", TimeSpan.FromMinutes(50)) with { Shutdown = Shutdown.Infinite });
        Task<ExitReason> end = family["a"].WaitForExitAsync(TestContext.Current.CancellationToken);

        family.Do(root.StopAsync());

        Assert.Equal(ExitReason.Shutdown, family.Do(end));
    }

    [Fact]
    public void ChildThatDoesNotTrapExits_EndsAtOnce()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a", Seconds(9), traps: false));
        Task<ExitReason> end = family["a"].WaitForExitAsync(TestContext.Current.CancellationToken);

        family.Do(root.StopAsync());

        Assert.Equal(ExitReason.Shutdown, family.Do(end));
        Assert.Empty(family.Events);
    }

    [Fact]
    public void ChildThatUnlinkedItself_DoesNotHangTheSupervisor()
    {
        using Family family = new();
        ChildSpec unlinked = ChildSpec.Process("a", static async process =>
        {
            process.Unlink(process.Parent);
            await process.ReceiveAsync<object>();
        });
        SupervisorRef root = family.Start(new SupervisorOptions(), unlinked);

        Assert.IsType<ChildResult.Done>(family.Do(root.TerminateChildAsync("a")));
        Assert.Equal(new ChildInfo.Counts(1, 0, 0, 1), family.Do(root.CountChildrenAsync()));
    }

    [Fact]
    public void ServerThatThrowsInTerminate_IsGoneAndReported()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions(),
            ChildSpec.Server("a", static () => new ThrowsInTerminate(), new ServerOptions { TrapExits = true }));

        ChildResult result = family.Do(root.TerminateChildAsync("a"));

        Assert.IsType<ChildResult.Done>(result);
        Report.SupervisorTrouble trouble = Assert.Single(family.Troubles);
        Assert.Equal("shutdown_error", trouble.Context);
        Assert.IsType<ExitReason.Crashed>(trouble.Reason);
    }

    [Theory]
    [InlineData(Restart.Permanent, true)]
    [InlineData(Restart.Transient, false)]
    [InlineData(Restart.Temporary, false)]
    public void NormalEndOnRequest_IsReportedOnlyForAPermanentChild(Restart restart, bool reported)
    {
        using Family family = new();
        ChildSpec polite = ChildSpec.Process(
            "a", static process => process.ReceiveAsync<Signal.Exit>().AsTask(), new ProcessOptions { TrapExits = true });
        SupervisorRef root = family.Start(new SupervisorOptions(), polite with { Restart = restart });

        family.Do(root.TerminateChildAsync("a"));

        Assert.Equal(reported, family.Troubles.Any());
    }

    [Fact]
    public void SiblingThatDiedJustBeforeAGroupStop_IsNotCountedAsASecondDeath()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions { Strategy = RestartStrategy.OneForAll, MaxRestarts = 1 }, family.Child("a"), family.Child("b"));
        _ = family.Runtime.SuspendAsync(root.Pid);
        family.Simulation.RunUntilIdle();
        family.End("a", new ExitReason.Custom("first"));
        family.End("b", new ExitReason.Custom("second"));

        _ = family.Runtime.ResumeAsync(root.Pid);
        family.Simulation.RunUntilIdle();

        Assert.True(root.Pid.IsAlive);
        Assert.Equal(["end a", "end b", "start a", "start b"], family.Events);
        Assert.Contains(family.Troubles, static trouble => trouble is { Context: "shutdown_error", ChildId: "b", Reason: ExitReason.Custom { Code: "second" } });
    }

    [Fact]
    public void DynamicChildren_StopAllAtOnce_WithOneDeadline()
    {
        using Family family = new();
        DynamicSupervisorRef<TimeSpan> dynamic = family.Do(family.Runtime.StartSupervisorAsync(Supervisor.Dynamic<TimeSpan>(
            "dynamic", (context, time) => family.StartAsync(context, time), static child => child with { Shutdown = Shutdown.After(Seconds(2)) })));
        foreach ((string key, int seconds) in (ReadOnlySpan<(string, int)>)[("a", 1), ("b", 1), ("c", 5), ("d", 6)])
        {
            family.Do(dynamic.StartChildAsync(Seconds(seconds), key));
        }

        TimeSpan before = family.Simulation.Time.Elapsed;
        family.Do(dynamic.Untyped.StopAsync());

        Assert.Equal(Seconds(2), family.Simulation.Time.Elapsed - before);
        Report.SupervisorTrouble trouble = Assert.Single(family.Troubles);
        Assert.Equal(ExitReason.Killed, trouble.Reason);
        Assert.StartsWith("2 children", trouble.Decision, StringComparison.Ordinal);
    }

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);

    private sealed class ThrowsInTerminate : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;

        protected override ValueTask TerminateAsync(ExitReason reason) => throw new InvalidOperationException("in terminate");
    }
}
