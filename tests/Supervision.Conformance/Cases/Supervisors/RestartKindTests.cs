using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>What becomes of one child that ends, by its restart type and by how it ends.</summary>
public sealed class RestartKindTests
{
    private const string Suite = "supervisor_SUITE";

    [Theory]
    [InlineData(Ending.Normal)]
    [InlineData(Ending.Abnormal)]
    [OtpCase("S-48", Suite, "permanent_normal")]
    [OtpCase("S-55", Suite, "permanent_abnormal")]
    public void Permanent_Ends_IsRestarted(Ending how) => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Permanent);

        await AssertRestartedAsync(stage, supervisor, how);
    });

    [Fact]
    [OtpCase("S-51", Suite, "permanent_shutdown")]
    public void Permanent_ShutDown_IsRestarted() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Permanent);

        await AssertRestartedAsync(stage, supervisor, Ending.Shutdown);
        await AssertRestartedAsync(stage, supervisor, Ending.ShutdownWith);
    });

    [Fact]
    [OtpCase("S-49", Suite, "transient_normal")]
    public void Transient_EndsNormally_StaysListedWithoutAProcess() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Transient);

        await AssertStoppedAsync(stage, supervisor, Ending.Normal);
    });

    [Fact]
    [OtpCase("S-52", Suite, "transient_shutdown")]
    public void Transient_ShutDown_StaysListedWithoutAProcess() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Transient);

        await AssertStoppedAsync(stage, supervisor, Ending.Shutdown);
        Assert.IsType<ChildResult.Started>(await supervisor.RestartChildAsync("child1"));
        await AssertStoppedAsync(stage, supervisor, Ending.ShutdownWith);
    });

    [Fact]
    [OtpCase("S-56", Suite, "transient_abnormal")]
    public void Transient_EndsAbnormally_IsRestarted() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Transient);

        await AssertRestartedAsync(stage, supervisor, Ending.Abnormal);
    });

    [Theory]
    [InlineData(Ending.Normal)]
    [InlineData(Ending.Abnormal)]
    [OtpCase("S-50", Suite, "temporary_normal")]
    [OtpCase("S-57", Suite, "temporary_abnormal")]
    public void Temporary_Ends_IsForgotten(Ending how) => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Temporary);

        await AssertForgottenAsync(stage, supervisor, how);
    });

    [Fact]
    [OtpCase("S-53", Suite, "temporary_shutdown")]
    public void Temporary_ShutDown_IsForgotten() => Run(async stage =>
    {
        SupervisorRef supervisor = await StartAsync(stage, Restart.Temporary);

        await AssertForgottenAsync(stage, supervisor, Ending.Shutdown);
        await AddAsync(supervisor, Children.W1("child1") with { Restart = Restart.Temporary });
        await AssertForgottenAsync(stage, supervisor, Ending.ShutdownWith);
    });

    private static async Task<SupervisorRef> StartAsync(Stage stage, Restart restart)
    {
        SupervisorRef supervisor = await stage.StartAsync(Flags(RestartStrategy.OneForOne));
        await AddAsync(supervisor, Children.W1("child1") with { Restart = restart });
        return supervisor;
    }

    private static async Task AssertRestartedAsync(Stage stage, SupervisorRef supervisor, Ending how)
    {
        Pid old = await PidOfAsync(supervisor, "child1");
        await stage.EndAsync(old, how);

        (string? id, Pid pid) = Assert.Single(await ListAsync(supervisor));
        Assert.Equal("child1", id);
        Assert.True(pid.IsAlive);
        Assert.NotEqual(old, pid);
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
    }

    private static async Task AssertStoppedAsync(Stage stage, SupervisorRef supervisor, Ending how)
    {
        await stage.EndAsync(await PidOfAsync(supervisor, "child1"), how);

        Assert.Equal([("child1", Pid.None)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 0, 0, 1);
    }

    private static async Task AssertForgottenAsync(Stage stage, SupervisorRef supervisor, Ending how)
    {
        await stage.EndAsync(await PidOfAsync(supervisor, "child1"), how);

        Assert.Empty(await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 0, 0, 0, 0);
    }
}
