namespace Supervision.Tests.Supervisors;

/// <summary>Supervisors below supervisors, and the supervisor as a process among others.</summary>
public sealed class SupervisorTreeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void InnerSupervisorThatGivesUp_IsRestartedByTheOuterOne_WithAllItsChildren()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Child(family.Child("a"))
            .OneForOne("inner", inner => inner.Intensity(0, Hour).Child(family.Child("b")).Child(family.Child("c")))));

        family.End("b");

        Assert.Equal(["end b", "stop c", "start b", "start c"], family.Events);
        Assert.True(root.Pid.IsAlive);
    }

    [Theory]
    [InlineData(Restart.Permanent, true)]
    [InlineData(Restart.Transient, false)]
    [InlineData(Restart.Temporary, false)]
    public void SupervisorThatGivesUp_ExitsOrderly_SoOnlyAPermanentOneIsRestarted(Restart restart, bool isRestarted)
    {
        using Family family = new();
        family.Start(Supervisor.OneForOne("root", root => root.OneForOne(
            "inner", inner => inner.Intensity(0, Hour).Child(family.Child("a")), child => child with { Restart = restart })));

        family.End("a");

        Assert.Equal(isRestarted ? ["end a", "start a"] : ["end a"], family.Events);
    }

    [Fact]
    public void Failure_ThatNobodyContains_ReachesTheRoot_AndEverythingStops()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Intensity(1, Hour)
            .Child(family.Child("a"))
            .OneForAll("middle", middle => middle
                .Intensity(0, Hour)
                .Child(family.Child("b"))
                .OneForOne("inner", inner => inner.Intensity(0, Hour).Child(family.Child("c"))))));

        family.End("c");
        Assert.Equal(["end c", "stop b", "start b", "start c"], family.TakeEvents());
        family.End("c");

        Assert.Equal(["end c", "stop b", "stop a"], family.Events);
        Assert.False(root.Pid.IsAlive);
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [Fact]
    public void Stop_GoesDownTheTree_InReverseStartOrder()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Child(family.Child("a"))
            .OneForOne("s", s => s.Child(family.Child("b")).Child(family.Child("c")))
            .Child(family.Child("d"))));

        family.Do(root.StopAsync());

        Assert.Equal(["stop d", "stop c", "stop b", "stop a"], family.Events);
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [Fact]
    public void StoppingTheRuntime_StopsTheTree()
    {
        using Family family = new();
        family.Start(Supervisor.OneForOne("root", root => root.Child(family.Child("a", TimeSpan.FromSeconds(2))).Child(family.Child("b"))));

        Task stopped = family.Runtime.StopAsync(TestContext.Current.CancellationToken);
        while (!stopped.IsCompleted)
        {
            // What waits for the processes is outside of the simulation and goes on by itself.
            family.Simulation.RunUntilQuiet();
        }

        Assert.Equal(["stop b", "stop a"], family.Events);
    }

    [Fact]
    public void ParentsExit_WithAnyReason_StopsTheSupervisorWithIt()
    {
        using Family family = new();
        Pid parent = family.Runtime.Spawn(async process =>
        {
            process.TrapExits = true;
            await process.StartSupervisorAsync(new SupervisorSpec { Id = "root", Name = "root", Children = [family.Child("a")] });
            await process.ReceiveAsync<string>();
        });
        family.Simulation.RunUntilIdle();
        Task<ExitReason> end = family.Runtime.Find("root").WaitForExitAsync(TestContext.Current.CancellationToken);

        parent.Send("end");

        Assert.Equal(ExitReason.Normal, family.Do(end));
        Assert.Equal(["start a", "stop a"], family.Events);
    }

    [Fact]
    public void Strangers_CanNeitherStopNorDisturbIt()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));
        family.Simulation.Run(process =>
        {
            root.Pid.Exit(ExitReason.Shutdown);
            root.Pid.Send("what is this?");
            process.Link(root.Pid);
            return Task.CompletedTask;
        });
        family.Simulation.RunUntilIdle();

        Assert.Single(family.Do(root.ListChildrenAsync()));
        Assert.Empty(family.Events);
    }

    [Fact]
    public void StrangeCall_FailsAtOnce_AndDoesNotDisturbIt()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));
        ServerRef<Question> mistaken = ServerRef<Question>.ForPid(root.Pid);

        CallFailedException failure = Assert.Throws<CallFailedException>(
            () => family.Do(mistaken.CallAsync(new Question(), cancellationToken: TestContext.Current.CancellationToken).AsTask()));

        Assert.Equal(CallFailureCause.NoReply, failure.Failure.Cause);
        Assert.Single(family.Do(root.ListChildrenAsync()));
    }

    [Fact]
    public void ExitSignalThatALivingChildSends_IsNotTakenForItsEnd()
    {
        using Family family = new();
        ChildSpec pretender = ChildSpec.Process("a", static async process =>
        {
            process.Parent.Exit(new ExitReason.Custom("pretended"));
            await process.ReceiveAsync<object>();
        });
        SupervisorRef root = family.Start(new SupervisorOptions(), pretender);

        Assert.Equal(1, family.Do(root.CountChildrenAsync()).Active);
        Assert.Equal(2, family.Runtime.ProcessCount);
        Assert.Empty(family.Troubles);
    }

    [Fact]
    public void KilledSupervisor_TakesItsChildrenAlong_AndIsRestarted()
    {
        using Family family = new();
        family.Start(Supervisor.OneForOne("root", root => root.OneForOne("inner", inner => inner
            .Named("inner").Child(family.Child("a")).Child(family.Child("b", traps: false)))));
        (Pid a, Pid b) = (family["a"], family["b"]);

        family.Runtime.Find("inner").Exit(ExitReason.Kill);
        family.Simulation.RunUntilQuiet();

        Assert.False(a.IsAlive);
        Assert.False(b.IsAlive);
        Assert.True(family["a"].IsAlive);
        Assert.Equal(4, family.Runtime.ProcessCount);
    }

    [Fact]
    public void SupervisorThatIsKilledWhileItStops_TakesTheRestWithIt()
    {
        using Family family = new();
        SupervisorRef root = family.Start(
            new SupervisorOptions(), family.Child("a", traps: false), family.Child("b", TimeSpan.FromSeconds(2)));
        root.Pid.Exit(ExitReason.Shutdown);
        family.Simulation.RunUntilIdle();

        root.Pid.Exit(ExitReason.Kill);
        family.Simulation.RunUntilQuiet();

        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    [Fact]
    public void Reports_TellWhatWasDecided()
    {
        using Family family = new();
        family.Start(new SupervisorOptions { MaxRestarts = 1 }, family.Child("a"));

        family.End("a");
        family.End("a");

        Assert.Equal(
            [
                ("child_terminated", "Restarting it: restart 1 of 1 allowed in 5 s."),
                ("child_terminated", "Not restarted: more than 1 restarts in 5 s."),
                ("shutdown", "More than 1 restarts in 5 s: the supervisor stops its children and exits."),
            ],
            family.Troubles.Select(static trouble => (trouble.Context, trouble.Decision)));
        Assert.Equal([1, 2], family.Simulation.Reports.OfType<Report.ChildStarted>().Select(static started => started.Incarnation));
    }

    private sealed record Question : ICall<Question, string>;
}
