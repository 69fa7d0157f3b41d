using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Supervision.Hosting.Tests.Health;

/// <summary>Health that follows the tree.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task EverythingRuns_IsLiveAndReady()
    {
        await using TestHost host = await TestHost.StartAsync(Tree);

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-live")).Status);
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-ready")).Status);
    }

    [Fact]
    public async Task TreeHasNotStarted_IsLiveAndNotReady()
    {
        await using TestHost host = TestHost.Build(Tree);

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-live")).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await host.CheckAsync("supervision-ready")).Status);
    }

    [Fact]
    public async Task GatingChildRestarts_IsNotReadyUntilItIsStable()
    {
        await using TestHost host = await TestHost.StartAsync(Tree);

        await KillAsync(host, "inner", "gate");
        await host.StartedAsync("root/inner/gate", 2);
        host.Time.Advance(TimeSpan.FromSeconds(0.4));

        HealthReportEntry ready = await host.CheckAsync("supervision-ready");
        Assert.Equal((HealthStatus.Unhealthy, "root/inner/gate is unstable (1 restart, the last 0.4 s ago)"), (ready.Status, ready.Description));
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-live")).Status);
        host.Time.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-ready")).Status);
    }

    [Fact]
    public async Task GatingChildWaitsForItsBackoff_IsNotReadyMeanwhile()
    {
        await using TestHost host = await TestHost.StartAsync(Tree, null, ("Children:root/inner/gate:Backoff:Min", "00:00:10"), ("Children:root/inner/gate:Backoff:Max", "00:00:10"));

        await KillAsync(host, "inner", "gate");
        await host.Events.HeardAsync("trouble root/inner/gate: killed");

        await host.Time.TimerIsSetAsync(TimeSpan.FromSeconds(10));
        host.Time.Advance(TimeSpan.FromSeconds(4));
        HealthReportEntry ready = await host.CheckAsync("supervision-ready");
        Assert.Equal(HealthStatus.Unhealthy, ready.Status);
        Assert.Equal(
            "root/inner/gate is down (no restart so far). 4.0 s ago: killed. Restarting it in 10 s: restart 1 of 3 allowed in 5 s.", ready.Description);
        host.Time.Advance(TimeSpan.FromSeconds(6));
        await host.StartedAsync("root/inner/gate", 2);
    }

    [Fact]
    public async Task OtherChildRestarts_IsDegradedAndNamesItsPathAndRestarts()
    {
        await using TestHost host = await TestHost.StartAsync(Tree);

        await KillAsync(host, "extra", "mailer");
        await host.StartedAsync("root/extra/mailer", 2);
        await KillAsync(host, "extra", "mailer");
        await host.StartedAsync("root/extra/mailer", 3);

        HealthReportEntry ready = await host.CheckAsync("supervision-ready");
        Assert.Equal((HealthStatus.Degraded, "root/extra/mailer is unstable (2 restarts, the last 0.0 s ago)"), (ready.Status, ready.Description));
    }

    [Fact]
    public async Task TemporarySubtreeGivesUp_IsDegradedAndStaysSo()
    {
        await using TestHost host = await TestHost.StartAsync(Tree, null, ("Supervisors:root/extra:MaxRestarts", "0"));
        Pid extra = (await host.Supervision.Root.GetChildAsync("extra", TestContext.Current.CancellationToken))!.Pid;

        await KillAsync(host, "extra", "mailer");
        await extra.WaitForExitAsync(TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromHours(1));

        HealthReportEntry ready = await host.CheckAsync("supervision-ready");
        Assert.Equal(HealthStatus.Degraded, ready.Status);
        Assert.Equal(
            "root/extra is down (no restart so far). 3600.0 s ago: reached_max_restart_intensity. More than 0 restarts in 5 s: the supervisor stops its children and exits.",
            ready.Description);
    }

    [Fact]
    public async Task GatingChildIsGoneWithItsSupervisor_IsNotReady()
    {
        await using TestHost host = await TestHost.StartAsync(
            static tree => tree.OneForOne("root", static root => root.OneForOne(
                "inner",
                static inner => inner.Intensity(0, TimeSpan.FromSeconds(5)).HostedService<Workers.First>("gate", static child => child.GatesReadiness()),
                static child => child with { Restart = Restart.Temporary })));
        Pid inner = (await host.Supervision.Root.GetChildAsync("inner", TestContext.Current.CancellationToken))!.Pid;

        await KillAsync(host, "inner", "gate");
        await inner.WaitForExitAsync(TestContext.Current.CancellationToken);

        HealthReportEntry ready = await host.CheckAsync("supervision-ready");
        Assert.Equal(HealthStatus.Unhealthy, ready.Status);
        Assert.StartsWith("root/inner is down (no restart so far)", ready.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransientChildHasDoneItsWork_IsReady()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root
            .Loop("once", static (_, _) => Task.CompletedTask, child => (child with { Restart = Restart.Transient }).GatesReadiness())));
        Pid once = (await host.Supervision.Root.GetChildAsync("once", TestContext.Current.CancellationToken))?.Pid ?? Pid.None;
        await once.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-ready")).Status);
    }

    private static void Tree(SupervisionTree tree) => tree.OneForOne("root", root => root
        .OneForOne("inner", inner => inner.HostedService<Workers.First>("gate"), child => child.GatesReadiness())
        .OneForOne("extra", extra => extra.HostedService<Workers.Second>("mailer"), child => child with { Restart = Restart.Temporary }));

    private static async Task KillAsync(TestHost host, string supervisor, string child)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        ChildInfo? parent = await host.Supervision.Root.GetChildAsync(supervisor, token);
        ChildInfo? victim = await SupervisorRef.ForPid(parent!.Pid).GetChildAsync(child, token);
        victim!.Pid.Exit(ExitReason.Kill);
        await victim.Pid.WaitForExitAsync(token);
    }
}
