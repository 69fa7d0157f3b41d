using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Supervisors;

/// <summary>A child that asks its own supervisor while that waits for it to start: both would wait for ever, and somebody must say so.</summary>
public sealed class StartCircleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Init_ThatAsksTheSupervisorThatWaitsForIt_IsReported(bool isAbove)
    {
        using Simulation simulation = new();
        Task<SupervisorRef> start = simulation.Runtime.StartSupervisorAsync(Tree(isAbove));
        simulation.RunUntilIdle();

        Report.CallCycle circle = Assert.Single(simulation.Reports.OfType<Report.CallCycle>());
        Assert.Equal([simulation.Runtime.Find("child"), simulation.Runtime.Find("asked")], circle.Pids);
        Assert.False(start.IsCompleted);
    }

    [Fact]
    public void Init_ThatAsksTheSupervisorThatWaitsForIt_FailsWhereCirclesDo()
    {
        using Simulation simulation = new(options: new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Fail });
        Task<SupervisorRef> start = simulation.Runtime.StartSupervisorAsync(Tree(isAbove: false));
        simulation.RunUntilIdle();

        StartFailedException error = Assert.IsType<StartFailedException>(start.Exception!.InnerException);
        Assert.Equal(CallFailureCause.Cycle, Assert.IsType<CallFailedException>(error.InnerException).Failure.Cause);
    }

    [Fact]
    public void Continue_MayAskTheSupervisor() => Simulation.Explore(async test =>
    {
        TaskCompletionSource<int> counted = new(TaskCreationOptions.None);
        await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root.Named("asked").Server("child", () => new TestServer
        {
            OnInit = static _ => new(InitResult.Continue()),
            OnContinue = async (server, _) => counted.SetResult((await Asked(server).CountChildrenAsync(server.Stopping)).Active),
        })));

        Assert.Equal(1, await counted.Task);
        Assert.Empty(test.Simulation.Reports.OfType<Report.CallCycle>());
    });

    private static SupervisorRef Asked(TestServer server) => SupervisorRef.ForName(server.Context.Runtime, "asked");

    private static SupervisorSpec Tree(bool isAbove)
    {
        ChildSpec child = ChildSpec.Server(
            "child",
            () => new TestServer
            {
                OnInit = static async server =>
                {
                    await Asked(server).CountChildrenAsync(server.Stopping);
                    return InitResult.Ok;
                },
            },
            new ServerOptions { Name = "child" });
        return Supervisor.OneForOne("root", root => _ = isAbove
            ? root.Named("asked").OneForOne("middle", middle => middle.Child(child))
            : root.Named("asked").Child(child));
    }
}
