using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Tests.Children;

/// <summary>Hosted services that know nothing of supervision, as children.</summary>
public sealed class HostedServiceTests
{
    [Fact]
    public async Task BackgroundServiceThatThrows_IsRestartedByPolicyWhileTheHostStaysUp()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService<Workers.Faulty>("worker", child => child.GatesReadiness())),
            Faults(Throw<InvalidOperationException>, Throw<InvalidOperationException>));

        await host.StartedAsync("root/worker", 3);
        await host.Events.HeardAsync("run", 3);

        Assert.False(host.Stopping.IsCancellationRequested);
        Assert.Equal(HealthStatus.Unhealthy, (await host.CheckAsync("supervision-ready")).Status);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-ready")).Status);
    }

    [Fact]
    public async Task TheSameServiceUnderTheHostAlone_StopsTheHost()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(new Events());
        builder.Services.AddSingleton(new Workers.Faults(Throw<InvalidOperationException>));
        builder.Services.AddHostedService<Workers.Faulty>();
        using IHost host = builder.Build();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await host.StartAsync(TestContext.Current.CancellationToken);

        await stopping.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ServiceThatTheHostRunsToo_IsToldOnce()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root
                .HostedService<Workers.First>("one").HostedService<Workers.First>("two").HostedService<Workers.Second>("other")),
            static services => services.AddHostedService<Workers.First>());

        await host.Events.HeardAsync("first runs", 3);
        await host.Events.HeardAsync("second runs");
        await host.StopAsync(TestContext.Current.CancellationToken);

        CapturedLog.Line line = Assert.Single(host.Log.Lines, static line => line.Id == 508);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.StartsWith("First runs twice: as process ", line.Text, StringComparison.Ordinal);
        Assert.EndsWith("Remove AddHostedService<First>(), or the child.", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incarnations_AreNewInstancesInNewScopes_DisposedAfterTheCode()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService<Scoped>("worker")),
            services => services.AddScoped<Resource>().AddSingleton(new Workers.Faults(Throw<InvalidOperationException>)));

        await host.Events.HeardAsync("resource 2 used");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["resource 1 used", "code over", "service disposed", "resource 1 disposed", "resource 2 used", "code over", "service disposed", "resource 2 disposed"],
            host.Events.All.Where(static text => !text.StartsWith("started", StringComparison.Ordinal) && !text.StartsWith("trouble", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Code_RunsOnThePoolWithoutASynchronisationContext()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService<Contexts>("worker")));

        await host.Events.HeardAsync("execute False True");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["make False True", "start False True", "execute False True", "stop False True"],
            host.Events.All.Where(static text => !text.StartsWith("started", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ServiceThatBlocksOnResult_RunsAndIsStopped()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService<Blocking>("worker")));

        await host.Events.HeardAsync("blocked 3 times");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, host.Supervision.Runtime.StragglerCount);
    }

    [Fact]
    public async Task ServiceThatIgnoresItsToken_BecomesAStragglerAndIsDisposedWhenItEnds()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestHost host = await TestHost.StartAsync(
            tree =>
            {
                tree.Runtime = options => options with { AbandonAfter = TimeSpan.Zero };
                tree.OneForOne("root", root => root.HostedService<Workers.Stubborn>("worker", child => child with { Shutdown = Shutdown.After(TimeSpan.Zero) }));
            },
            services => services.AddSingleton(release));
        await host.Events.HeardAsync("stubborn runs");

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("straggler Stubborn", host.Events.All);
        Assert.DoesNotContain("stubborn disposed", host.Events.All);
        Assert.Equal(1, host.Supervision.Runtime.StragglerCount);
        release.SetResult();
        await host.Events.HeardAsync("stubborn disposed");
        await host.Events.HeardAsync("straggler over Stubborn");
    }

    [Fact]
    public async Task ServiceThatIsKilled_LosesItsTokenAndIsReplaced()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Workers.First>("first")));
        await host.Events.HeardAsync("first runs");
        ChildInfo? child = await host.Supervision.Root.GetChildAsync("first", TestContext.Current.CancellationToken);

        child!.Pid.Exit(ExitReason.Kill);

        await host.Events.HeardAsync("first runs", 2);
        Assert.Equal(["first runs", "first ends", "first runs"], host.Events.All.Where(static text => text.StartsWith("first", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Restart.Permanent, true)]
    [InlineData(Restart.Transient, false)]
    public async Task ServiceThatEndsByItself_EndsNormally(Restart restart, bool isRestarted)
    {
        int runs = 0;
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root
            .AutoShutdown(restart == Restart.Transient ? AutoShutdown.AnySignificant : AutoShutdown.Never)
            .Loop("loop", (services, stopping) =>
            {
                services.GetRequiredService<Events>().Say("loop");
                return Interlocked.Increment(ref runs) == 1 ? Task.CompletedTask : Workers.UntilStoppedAsync(stopping);
            }, child => child with { Restart = restart, Significant = restart == Restart.Transient })));

        if (isRestarted)
        {
            await host.StartedAsync("root/loop", 2);
            Assert.Contains("trouble root/loop: normal", host.Events.All);
        }
        else
        {
            await host.StopsAsync();
            Assert.Equal(1, host.Events.All.Count(static text => text == "loop"));
        }
    }

    [Fact]
    public async Task ForeignCancellation_IsACrash()
    {
        await using TestHost host = await TestHost.StartAsync(
            tree => tree.OneForOne("root", root => root.HostedService<Workers.Faulty>("worker", child => child with { Restart = Restart.Transient })),
            Faults(Throw<OperationCanceledException>));

        await host.StartedAsync("root/worker", 2);

        Assert.IsType<OperationCanceledException>(Assert.IsType<ExitReason.Crashed>(host.Supervision.LastCrash!.Reason).Error, exactMatch: false);
    }

    [Fact]
    public async Task OwnCancellation_IsAnOrderlyStop()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Workers.First>("first")));
        await host.Events.HeardAsync("first runs");

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Null(host.Supervision.LastCrash);
        Assert.Null(host.Supervision.RootExitReason);
        Assert.Equal(0, host.Supervision.Runtime.DeadLetterCount);
    }

    [Fact]
    public async Task ServiceThatIsStoppedRightAfterItsStart_StopsInAnOrderlyWay()
    {
        for (int i = 0; i < 50; i++)
        {
            await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Workers.First>("first")));

            await host.StopAsync(TestContext.Current.CancellationToken);

            Assert.Null(host.Supervision.LastCrash);
            Assert.Equal(0, host.Supervision.Runtime.ProcessCount);
        }
    }

    [Fact]
    public async Task ServiceThatDoesNotStart_StopsTheStartOfTheHostAndIsNamed()
    {
        await using TestHost host = TestHost.Build(tree => tree.OneForOne("root", root => root
            .HostedService<Workers.First>("first")
            .OneForOne("inner", inner => inner.HostedService<Unstartable>("broken"))
            .HostedService<Workers.Third>("third")));

        TreeStartException failed = await Assert.ThrowsAsync<TreeStartException>(() => host.Host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("root/inner/broken", failed.Path);
        Assert.Equal("The supervision tree did not start. root/inner/broken: no disk", failed.Message);
        Assert.DoesNotContain("third runs", host.Events.All);
        Assert.Equal(0, host.Supervision.Runtime.ProcessCount);
    }

    [Fact]
    public async Task ServiceWhoseStartAwaits_IsStartedBeforeTheNextChild()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root
            .HostedService<SlowStart>("slow")
            .HostedService<Workers.Second>("second")));

        await host.Events.HeardAsync("second runs");

        Assert.True(host.Events.All.ToList().IndexOf("slow started") < host.Events.All.ToList().IndexOf("second runs"));
    }

    private static Action<IServiceCollection> Faults(params Func<Task>[] ends) => services => services.AddSingleton(new Workers.Faults(ends));

    private static Task Throw<TException>()
        where TException : Exception, new() => throw new TException();

    private sealed class Resource(Events events) : IDisposable
    {
        private readonly int _number = events.All.Count(static text => text.EndsWith("used", StringComparison.Ordinal)) + 1;

        public void Use() => events.Say($"resource {_number} used");

        public void Dispose() => events.Say($"resource {_number} disposed");
    }

    private sealed class Scoped(Events events, Resource resource, Workers.Faults faults) : BackgroundService
    {
        public override void Dispose()
        {
            events.Say("service disposed");
            base.Dispose();
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                resource.Use();
                await faults.NextAsync(stoppingToken);
                await Workers.UntilStoppedAsync(stoppingToken);
            }
            finally
            {
                events.Say("code over");
            }
        }
    }

    private sealed class Contexts : BackgroundService
    {
        private readonly Events _events;

        public Contexts(Events events)
        {
            _events = events;
            Say("make");
        }

        public override Task StartAsync(CancellationToken cancellationToken)
        {
            Say("start");
            return base.StartAsync(cancellationToken);
        }

        public override Task StopAsync(CancellationToken cancellationToken)
        {
            Say("stop");
            return base.StopAsync(cancellationToken);
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            Say("execute");
            return Workers.UntilStoppedAsync(stoppingToken);
        }

        private void Say(string what) => _events.Say($"{what} {SynchronizationContext.Current is not null} {Thread.CurrentThread.IsThreadPoolThread}");
    }

    private sealed class Blocking(Events events) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            for (int i = 0; i < 3; i++)
            {
#pragma warning disable VSTHRD002 // That it blocks is the point.
                _ = Task.Run(async () => { await Task.Yield(); return i; }, CancellationToken.None).Result;
                YieldAsync().Wait(CancellationToken.None);
#pragma warning restore VSTHRD002
            }

            events.Say("blocked 3 times");
            await Workers.UntilStoppedAsync(stoppingToken);
        }

        private static async Task YieldAsync() => await Task.Yield();
    }

    private sealed class Unstartable : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("no disk");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SlowStart(Events events) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            events.Say("slow started");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
