using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>Supervisors of supervisors.</summary>
public sealed class TreeTests
{
    private const string Suite = "supervisor_SUITE";

    [Fact]
    [OtpCase("S-59", Suite, "tree")]
    public void SupervisorThatGivesUp_IsRestartedWithItsSiblings_AsDeclared() => Run(async stage =>
    {
        SupervisorOptions oneForOne = Flags(RestartStrategy.OneForOne, 4);
        SupervisorRef top = await stage.StartAsync(
            Flags(RestartStrategy.OneForAll, 4),
            Children.Tree("supchild1", oneForOne, Children.W1("child1"), Children.W1("child2")),
            Children.Tree("supchild2", oneForOne),
            Children.Tree("supchild3", oneForOne) with { Restart = Restart.Transient });
        await top.TerminateChildAsync("supchild3");
        SupervisorRef second = SupervisorRef.ForPid(await PidOfAsync(top, "supchild2"));
        Pid third = await AddAsync(second, Children.W1Failing("child3", new InvalidOperationException("cannot")));
        Pid fourth = await AddAsync(second, Children.W1("child4"));
        await AssertCountsAsync(top, 3, 2, 3, 0);
        (string? Id, Pid Pid)[] before = await ListAsync(SupervisorRef.ForPid(await PidOfAsync(top, "supchild1")));

        await stage.EndAsync(fourth, Ending.Abnormal);
        Pid next = await PidOfAsync(second, "child4");
        Assert.True(next.IsAlive && next != fourth);
        Assert.Equal([("child3", third), ("child4", next)], await ListAsync(second));
        Assert.Equal(before, await ListAsync(SupervisorRef.ForPid(await PidOfAsync(top, "supchild1"))));
        await AssertCountsAsync(top, 3, 2, 3, 0);

        await stage.EndAsync(third, Ending.Abnormal);
        await stage.WaitAsync(0.1);
        Assert.False(second.Pid.IsAlive);
        await AssertCountsAsync(top, 3, 3, 3, 0);
        SupervisorRef first = SupervisorRef.ForPid(await PidOfAsync(top, "supchild1"));
        Assert.Equal(["child1", "child2"], (await ListAsync(first)).Select(static child => child.Id));
        Assert.DoesNotContain(await ListAsync(first), before.Contains);
        await AssertCountsAsync(first, 2, 2, 0, 2);
        Assert.Empty(await ListAsync(SupervisorRef.ForPid(await PidOfAsync(top, "supchild2"))));
        Assert.True((await PidOfAsync(top, "supchild3")).IsAlive);
    });

    /// <summary>Names are the runtime's own; there are no global ones.</summary>
    [Theory]
    [InlineData("kill middle")]
    [InlineData("kill server")]
    [InlineData("server throws")]
    [InlineData("terminate and restart")]
    [OtpCase("S-82", Suite, "simple_global_supervisor")]
    public void Names_OfATree_AreHeldAnew_AndFreeWhenItIsGone(string what) => Run(async stage =>
    {
        ChildSpec server = ChildSpec.Server("server", static () => new Worker(), Children.Trapping with { Name = "server" });
        SupervisorSpec middle = new() { Id = "middle", Name = "middle", Options = Flags(RestartStrategy.OneForAll, 3, 60), Children = [server] };
        SupervisorRef top = await stage.StartAsync(Flags(RestartStrategy.OneForAll, 3, 60), ChildSpec.Nested(middle));
        (Pid oldMiddle, Pid oldServer) = (stage.Runtime.Find("middle"), stage.Runtime.Find("server"));
        Assert.True(oldMiddle.IsAlive && oldServer.IsAlive);

        await (what switch
        {
            "kill middle" => stage.EndAsync(oldMiddle, Ending.Kill),
            "kill server" => stage.EndAsync(oldServer, Ending.Kill),
            "server throws" => ThrowAsync(stage, oldServer),
            _ => TerminateAndRestartAsync(SupervisorRef.ForName(stage.Runtime, "middle")),
        });
        await stage.WaitAsync(0.2);

        (Pid newMiddle, Pid newServer) = (stage.Runtime.Find("middle"), stage.Runtime.Find("server"));
        Assert.Equal(what != "kill middle", newMiddle == oldMiddle);
        Assert.True(newMiddle.IsAlive && newServer.IsAlive && newServer != oldServer);
        await stage.EndAsync(top.Pid, Ending.Kill);
        await stage.WaitAsync(0.2);
        Assert.Equal((Pid.None, Pid.None), (stage.Runtime.Find("middle"), stage.Runtime.Find("server")));
    });

    private static async Task ThrowAsync(Stage stage, Pid server)
    {
        InvalidOperationException error = new("thrown");
        MonitorRef monitor = stage.Test.Monitor(server);
        server.Send(new WorkerOrder.Throw(error));
        Assert.Equal(new ExitReason.Crashed(error), await stage.DownAsync(monitor));
    }

    private static async Task TerminateAndRestartAsync(SupervisorRef middle)
    {
        Assert.IsType<ChildResult.Done>(await middle.TerminateChildAsync("server"));
        Assert.IsType<ChildResult.Started>(await middle.RestartChildAsync("server"));
    }
}
