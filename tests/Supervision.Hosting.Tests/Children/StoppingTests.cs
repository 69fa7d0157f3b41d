using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Tests.Children;

/// <summary>Services that are not well behaved when they start or stop.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task LifecycleService_IsToldEveryStageInOrder()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Staged>("staged")));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["starting", "start", "started", "stopping", "stop", "stopped", "disposed"],
            host.Events.All.Where(static text => !text.StartsWith("started root", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CodeThatThrowsWhenItIsStopped_IsReportedByTheSupervisor()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.Loop("loop", static async (services, stopping) =>
        {
            services.GetRequiredService<Events>().Say("runs");
            await Workers.UntilStoppedAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("cannot flush");
        })));
        await host.Events.HeardAsync("runs");

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("cannot flush", Assert.IsType<ExitReason.Crashed>(host.Supervision.LastCrash!.Reason).Error.Message);
        Assert.Contains("trouble root/loop: crashed(InvalidOperationException: cannot flush)", host.Events.All);
    }

    [Fact]
    public async Task StopThatThrows_IsTheReasonOfTheEnd()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Clinging>("clinging")));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("trouble root/clinging: crashed(InvalidOperationException: will not stop)", host.Events.All);
    }

    [Fact]
    public async Task StopThatThrowsAfterACrash_LeavesTheCrashAsTheReasonAndIsLogged()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService<CrashingAndClinging>("both")),
            services => services.AddSingleton(new Workers.Faults(static () => throw new TimeoutException("first"))));

        await host.StartedAsync("root/both", 2);

        Assert.Contains("trouble root/both: crashed(TimeoutException: first)", host.Events.All);
        Assert.Contains(host.Log.Lines, static line => line.Id == 506 && line.Error?.Message == "will not stop");
    }

    [Fact]
    public async Task StartThatFailsAtARestart_IsTriedAgain()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService("moody", services => new Moody(services.GetRequiredService<Events>()))));

        await host.Events.HeardAsync("moody start 1");
        ChildInfo? child = await host.Supervision.Root.GetChildAsync("moody", TestContext.Current.CancellationToken);
        child!.Pid.Exit(ExitReason.Kill);

        await host.Events.HeardAsync("moody start 3");
        await host.StartedAsync("root/moody", 2);
    }

    [Fact]
    public async Task ExitFromOutside_StopsTheServiceInAnOrderlyWay()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root
            .HostedService<Staged>("staged", static child => child with { Restart = Restart.Transient })));
        ChildInfo? child = await host.Supervision.Root.GetChildAsync("staged", TestContext.Current.CancellationToken);

        child!.Pid.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await child.Pid.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("stop", host.Events.All);
    }

    [Fact]
    public async Task ServiceWhoseLastStageOfTheStartFails_IsStopped()
    {
        Events events = new();
        await Assert.ThrowsAsync<TreeStartException>(() => TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService("worker", _ => new Impatient(events, startsWhole: false)))));

        Assert.Equal(["runs", "stops"], events.All);
    }

    [Fact]
    public async Task KilledServiceThatHasNoTimeForTheFirstStage_IsStoppedBeforeTheNextOneStarts()
    {
        Events events = new();
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService("worker", _ => new Impatient(events, startsWhole: true))));

        host.Supervision.Watch.Children.Single().State.Process.Exit(ExitReason.Kill);
        await events.HeardAsync("runs", 2);
        Assert.Equal(["runs", "stops", "runs"], events.All);
    }

    private sealed class Staged(Events events) : IHostedLifecycleService, IAsyncDisposable
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Say("starting");

        public Task StartAsync(CancellationToken cancellationToken) => Say("start");

        public Task StartedAsync(CancellationToken cancellationToken) => Say("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => Say("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Say("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Say("stopped");

        public ValueTask DisposeAsync() => new(Say("disposed"));

        private Task Say(string stage)
        {
            events.Say(stage);
            return Task.CompletedTask;
        }
    }

    private sealed class Clinging : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("will not stop");
    }

    private sealed class CrashingAndClinging(Workers.Faults faults) : BackgroundService
    {
        public override Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("will not stop");

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await faults.NextAsync(stoppingToken);
            await Workers.UntilStoppedAsync(stoppingToken);
        }
    }

    /// <summary>Its second start fails.</summary>
    private sealed class Moody(Events events) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            int number = events.All.Count(static text => text.StartsWith("moody start", StringComparison.Ordinal)) + 1;
            events.Say($"moody start {number}");
            return number == 2 ? throw new InvalidOperationException("not now") : Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Obeys the token in its stages, and has more to stop than a token.</summary>
    private sealed class Impatient(Events events, bool startsWhole) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            events.Say("runs");
            return Task.CompletedTask;
        }

        public Task StartedAsync(CancellationToken cancellationToken) =>
            startsWhole ? Task.CompletedTask : throw new InvalidOperationException("not ready");

        public Task StoppingAsync(CancellationToken cancellationToken) =>
            cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            events.Say("stops");
            return Task.CompletedTask;
        }

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
