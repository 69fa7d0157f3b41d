using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>What is restarted together with a child, and when a supervisor gives up.</summary>
public sealed class StrategyTests
{
    private const string Suite = "supervisor_SUITE";

    [Fact]
    [OtpCase("S-31", Suite, "multiple_restarts")]
    public void Restarts_FurtherApartThanThePeriod_AreNotAddedUp() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(RestartStrategy.OneForOne, 1, 1), Children.W1("child1") with { Shutdown = Shutdown.Kill });

        await stage.EndAsync(await PidOfAsync(supervisor, "child1"), Ending.Abnormal);
        for (int again = 0; again < 3; again++)
        {
            await stage.WaitAsync(2.1);
            await stage.EndAsync(await PidOfAsync(supervisor, "child1"), Ending.Abnormal);
        }

        await stage.WaitAsync(0.1);
        Assert.True(supervisor.Pid.IsAlive);
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
        Assert.IsType<ChildResult.Done>(await supervisor.DeleteChildAsync("child1"));
    });

    [Fact]
    [OtpCase("S-33", Suite, "one_for_one")]
    public void OneForOne_RestartsTheOneAlone_AndGivesUpAtTheThird() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(RestartStrategy.OneForOne), Children.W1("child1"), Children.W1("child2"));
        (Pid first, Pid second) = (await PidOfAsync(supervisor, "child1"), await PidOfAsync(supervisor, "child2"));

        await stage.EndAsync(first, Ending.Abnormal);
        Pid restarted = await PidOfAsync(supervisor, "child1");
        Assert.True(restarted.IsAlive && restarted != first);
        Assert.Equal([("child1", restarted), ("child2", second)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 2, 2, 0, 2);

        await stage.EndAsync(second, Ending.Abnormal);
        Pid newest = await PidOfAsync(supervisor, "child2");
        Assert.True(newest.IsAlive && newest != second);
        Assert.Equal([("child1", restarted), ("child2", newest)], await ListAsync(supervisor));

        await stage.EndAsync(newest, Ending.Abnormal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));
    });

    [Theory]
    [InlineData(RestartStrategy.OneForOne, "child1")]
    [InlineData(RestartStrategy.OneForAll, "child2")]
    [InlineData(RestartStrategy.RestForOne, "child2")]
    [OtpCase("S-34", Suite, "one_for_one_escalation")]
    [OtpCase("S-36", Suite, "one_for_all_escalation")]
    [OtpCase("S-45", Suite, "rest_for_one_escalation")]
    public void RestartThatFailsAgainAndAgain_EndsTheSupervisor(RestartStrategy strategy, string failing) => Run(async stage =>
    {
        ChildSpec Child(string id) => id == failing ? Children.W1Failing(id, new InvalidOperationException("cannot")) : Children.W1(id);
        SupervisorRef supervisor = await stage.StartAsync(Flags(strategy, 4), Child("child1"), Child("child2"));
        Pid second = await PidOfAsync(supervisor, "child2");
        stage.Test.Link(second);

        await stage.EndAsync(await PidOfAsync(supervisor, "child1"), Ending.Abnormal);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(second));
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));
    });

    [Fact]
    [OtpCase("S-35", Suite, "one_for_all")]
    public void OneForAll_RestartsAll_AndGivesUpAtTheThird() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(RestartStrategy.OneForAll), Children.W1("child1"), Children.W1("child2"));
        Pid[] old = await PidsAsync(supervisor);
        stage.Test.Link(old[1]);

        await stage.EndAsync(old[0], Ending.Abnormal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(old[1]));
        Pid[] next = await PidsAsync(supervisor);
        Assert.Equal(4, old.Concat(next).Distinct().Count());
        Assert.All(next, static pid => Assert.True(pid.IsAlive));
        await AssertCountsAsync(supervisor, 2, 2, 0, 2);

        await stage.EndAsync(next[0], Ending.Abnormal);
        await stage.EndAsync((await PidsAsync(supervisor))[0], Ending.Abnormal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));
    });

    [Fact]
    [OtpCase("S-44", Suite, "rest_for_one")]
    public void RestForOne_RestartsTheOneAndThoseAfterIt_AndGivesUpAtTheThird() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(RestartStrategy.RestForOne), Children.W1("child1"), Children.W1("child2"), Children.W1("child3"));
        Pid[] old = await PidsAsync(supervisor);
        stage.Test.Link(old[2]);

        await stage.EndAsync(old[1], Ending.Abnormal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(old[2]));
        Assert.Equal(["child1", "child2", "child3"], (await ListAsync(supervisor)).Select(static child => child.Id));
        Pid[] next = await PidsAsync(supervisor);
        Assert.Equal(old[0], next[0]);
        Assert.Equal(5, old.Concat(next).Distinct().Count());
        Assert.All(next, static pid => Assert.True(pid.IsAlive));
        await AssertCountsAsync(supervisor, 3, 3, 0, 3);

        await stage.EndAsync(next[2], Ending.Abnormal);
        await stage.EndAsync(await PidOfAsync(supervisor, "child2"), Ending.Abnormal);
        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(supervisor.Pid));
    });

    [Fact]
    [OtpCase("S-37", Suite, "one_for_all_other_child_fails_restart")]
    public void OneForAll_AnotherChildFailsToRestart_StartsAgainWithAll() => Run(async stage =>
    {
        (Pid starter, SupervisorRef supervisor, Pid first) = await StartAskingAsync(stage, RestartStrategy.OneForAll);

        first.Exit(new ExitReason.Custom("die"));
        Pid restarted = await stage.AnswerAsync("child1", InitResult.Ok);
        MonitorRef monitor = stage.Test.Monitor(restarted);
        await stage.AnswerAsync("child2", InitResult.Stop(ExitReason.Normal));

        Signal.Down down = Assert.IsType<Signal.Down>(await stage.Test.ReceiveAsync<object>());
        Assert.Equal((monitor, ExitReason.Shutdown), (down.Monitor, down.Reason));
        await stage.AnswerAsync("child1", InitResult.Ok);
        await stage.AnswerAsync("child2", InitResult.Ok);
        await AssertSurvivesUntilItsParentEndsAsync(stage, starter, supervisor);
    });

    [Fact]
    [OtpCase("S-46", Suite, "rest_for_one_other_child_fails_restart")]
    public void RestForOne_AnotherChildFailsToRestart_LeavesTheEarlierOnesAlone() => Run(async stage =>
    {
        (Pid starter, SupervisorRef supervisor, Pid first) = await StartAskingAsync(stage, RestartStrategy.RestForOne);

        first.Exit(new ExitReason.Custom("die"));
        Pid restarted = await stage.AnswerAsync("child1", InitResult.Ok);
        await stage.AnswerAsync("child2", InitResult.Stop(ExitReason.Normal));

        await stage.AnswerAsync("child2", InitResult.Ok);
        Assert.Equal(restarted, await PidOfAsync(supervisor, "child1"));
        Assert.True(restarted.IsAlive);
        await AssertSurvivesUntilItsParentEndsAsync(stage, starter, supervisor);
    });

    [Fact]
    [OtpCase("S-90", Suite, "order_of_children")]
    public void RestForOne_StopsInReverseOrder_AndStartsInOrder() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(RestartStrategy.RestForOne),
            [.. new[] { "ch7", "ch3", "ch10", "ch2", "ch5" }.Select(Children.W1)]);
        Pid[] old = await PidsAsync(supervisor);
        Assert.Equal(old.OrderBy(static pid => pid.Id), old);
        int ended = stage.Test.Simulation.Exits.Count;

        await stage.EndAsync(old[2], Ending.Abnormal);
        Pid[] next = await PidsAsync(supervisor);
        Assert.Equal([old[2], old[4], old[3]], stage.Test.Simulation.Exits.Skip(ended).Select(static exit => exit.Pid));
        Assert.Equal(old[..2], next[..2]);
        Assert.Equal(next[2..].OrderBy(static pid => pid.Id), next[2..]);
        Assert.DoesNotContain(next[2..], old.Contains);

        ended = stage.Test.Simulation.Exits.Count;
        await stage.StopAsync(supervisor);
        Assert.Equal([.. next.Reverse(), supervisor.Pid], stage.Test.Simulation.Exits.Skip(ended).Select(static exit => exit.Pid));
    });

    [Theory]
    [InlineData(RestartStrategy.OneForAll)]
    [InlineData(RestartStrategy.RestForOne)]
    [OtpCase("S-81", Suite, "temporary_bystander")]
    public void TemporarySibling_StoppedWithAnother_IsForgotten(RestartStrategy strategy) => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Flags(strategy, 2, 300), Children.W1("child1"), Children.W1("child2") with { Restart = Restart.Temporary });
        stage.Test.Unlink(supervisor.Pid);

        await stage.EndAsync(await PidOfAsync(supervisor, "child1"), Ending.Normal);
        await stage.WaitAsync(0.35);

        Assert.True(supervisor.Pid.IsAlive);
        (string? id, Pid pid) = Assert.Single(await ListAsync(supervisor));
        Assert.Equal("child1", id);
        Assert.True(pid.IsAlive);
    });

    private static async Task<Pid[]> PidsAsync(SupervisorRef supervisor) => [.. (await ListAsync(supervisor)).Select(static child => child.Pid)];

    /// <summary>A supervisor of two children that ask, started by a process that ends when it is told to.</summary>
    private static async Task<(Pid Starter, SupervisorRef Supervisor, Pid First)> StartAskingAsync(Stage stage, RestartStrategy strategy)
    {
        Pid test = stage.Test.Self;
        SupervisorSpec spec = new() { Id = "sup", Options = Flags(strategy, 3), Children = [Children.W3("child1", test), Children.W3("child2", test)] };
        Pid starter = stage.Test.Spawn(async process =>
        {
            test.Send(await process.StartSupervisorAsync(spec));
            await process.ReceiveAsync<string>();
        });
        Pid first = await stage.AnswerAsync("child1", InitResult.Ok);
        await stage.AnswerAsync("child2", InitResult.Ok);
        return (starter, SupervisorRef.ForPid((await stage.Test.ReceiveAsync<StartResult.Started>()).Pid), first);
    }

    private static async Task AssertSurvivesUntilItsParentEndsAsync(Stage stage, Pid starter, SupervisorRef supervisor)
    {
        await stage.AssertNoMessageAsync();
        await AssertCountsAsync(supervisor, 2, 2, 0, 2);
        MonitorRef monitor = stage.Test.Monitor(supervisor.Pid);
        starter.Send("end");
        Assert.Equal(ExitReason.Normal, await stage.DownAsync(monitor));
    }
}
