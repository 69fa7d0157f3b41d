using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Tests.Program;

/// <summary>The end of the root. All tests that change the exit code of the test's own process are here, and change it back.</summary>
public sealed class RootExitTests
{
    [Fact]
    public async Task RootGivesUp_HostStopsWithExitCodeOneAndTheLastCrashIsLogged()
    {
        int before = Environment.ExitCode;
        try
        {
            await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.Loop("loop", FailAsync)));

            await host.StopsAsync();

            Assert.Equal(1, Environment.ExitCode);
            Assert.Equal(1, host.Supervision.ExitCode);
            Assert.Equal(ExitReason.Shutdown, host.Supervision.RootExitReason);
            CapturedLog.Line line = Assert.Single(host.Log.Lines, static line => line.Id == 502);
            Assert.Equal(LogLevel.Critical, line.Level);
            Assert.Equal("out of luck", line.Error?.Message);
            Assert.Contains("More than 3 restarts in 5 s: the supervisor stops its children and exits.", line.Text, StringComparison.Ordinal);
            Assert.Contains("crashed(InvalidOperationException: out of luck)", line.Text, StringComparison.Ordinal);
            HealthReportEntry live = await host.CheckAsync("supervision-live");
            Assert.Equal((HealthStatus.Unhealthy, "The root supervisor has ended: shutdown."), (live.Status, live.Description));
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    [Fact]
    public async Task RootEndsWhenItsWorkIsDone_HostStopsWithoutAnError()
    {
        await using TestHost host = await TestHost.StartAsync(tree =>
        {
            tree.OnRootExit = RootExit.StopHostOrderly;
            tree.OneForOne("root", root => root
                .AutoShutdown(AutoShutdown.AnySignificant)
                .Loop("work", static (_, _) => Task.CompletedTask, child => child with { Restart = Restart.Transient, Significant = true }));
        });

        await host.StopsAsync();

        Assert.Equal(0, host.Supervision.ExitCode);
    }

    [Fact]
    public async Task RootGivesUp_HostIsKeptWhenConfigurationSaysSo()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.Loop("loop", FailAsync)), null, ("OnRootExit", "KeepHost"));

        await host.Supervision.Root.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);
        await host.Log.LineAsync(502);

        Assert.False(host.Stopping.IsCancellationRequested);
        Assert.Equal(0, host.Supervision.ExitCode);
        Assert.Equal(HealthStatus.Unhealthy, (await host.CheckAsync("supervision-live")).Status);
    }

    [Fact]
    public async Task RootGivesUpWhileOtherServicesStart_ProgramEndsWithExitCodeOne()
    {
        int before = Environment.ExitCode;
        try
        {
            TestHost host = TestHost.Build(
                tree => tree.OneForOne("root", root => root.Loop("loop", FailAsync)), static services => services.AddHostedService<StartsUntilStopped>());
            await using var output = new StringWriter();

            Assert.Equal(1, await host.Host.RunSupervisedAsync([], output, TestContext.Current.CancellationToken));
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    [Fact]
    public async Task HostStops_IsNoEndOfTheRoot()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Workers.First>("first")));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Null(host.Supervision.RootExitReason);
        Assert.Equal(0, host.Supervision.ExitCode);
        Assert.DoesNotContain(host.Log.Lines, static line => line.Id == 502);
    }

    private static Task FailAsync(IServiceProvider services, CancellationToken stopping) => throw new InvalidOperationException("out of luck");

    private sealed class StartsUntilStopped : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Workers.UntilStoppedAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
