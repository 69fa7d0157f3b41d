using Supervision.Testing;

namespace Supervision.Tests.Supervisors;

public sealed class SupervisorSmokeTests
{
    [Fact]
    public void CrashedServer_IsRestarted_UnderItsName()
    {
        using Simulation simulation = new();
        SupervisorSpec tree = Supervisor.OneForOne("root", static root => root
            .Process("a", Idle, new ProcessOptions { Name = "a" })
            .RestForOne("inner", static inner => inner.Process("b", Idle, new ProcessOptions { Name = "b" })));

        simulation.Run(async context =>
        {
            StartResult started = await context.StartSupervisorAsync(tree);
            SupervisorRef root = SupervisorRef.ForPid(Assert.IsType<StartResult.Started>(started).Pid);
            Pid before = context.Runtime.Find("a");
            before.Exit(new ExitReason.Custom("boom"));
            Assert.Equal(new ChildInfo.Counts(2, 2, 1, 1), await root.CountChildrenAsync());
            Assert.NotEqual(before, context.Runtime.Find("a"));
            Assert.Equal(ExitReason.Normal, await root.StopAsync());
            Assert.Equal(Pid.None, context.Runtime.Find("b"));
        });
    }

    private static async Task Idle(ProcessContext context) => await context.ReceiveAsync<object>();
}
