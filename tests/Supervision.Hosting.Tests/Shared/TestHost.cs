using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Tests;

/// <summary>A real Generic Host with a tree in it. What happens to the tree is said to <see cref="Events"/> as <c>started PATH N</c>.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host, Events events, CapturedLog log, ManualTime time) => (_host, Events, Log, Time) = (host, events, log, time);

    public Events Events { get; }

    public CapturedLog Log { get; }

    public ManualTime Time { get; }

    public IHost Host => _host;

    public IServiceProvider Services => _host.Services;

    public SupervisionHost Supervision => Services.GetRequiredService<SupervisionHost>();

    public CancellationToken Stopping => Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public static TestHost Build(
        Action<SupervisionTree> tree, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        var events = new Events();
        var log = new CapturedLog();
        var time = new ManualTime();
        builder.Configuration.AddInMemoryCollection(settings.Select(item => KeyValuePair.Create<string, string?>($"Supervision:{item.Key}", item.Value)));
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(events);
        builder.Services.AddSupervision(declared =>
        {
            tree(declared);
            Func<ProcessRuntimeOptions, ProcessRuntimeOptions>? given = declared.Runtime;
            declared.Runtime = options => (given?.Invoke(options) ?? options) with { OnReport = report => Say(events, report), Time = time };
        });
        builder.Services.AddHealthChecks().AddSupervision();
        services?.Invoke(builder.Services);
        return new TestHost(builder.Build(), events, log, time);
    }

    public static async Task<TestHost> StartAsync(
        Action<SupervisionTree> tree, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        TestHost host = Build(tree, services, settings);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Completes when a child has been started for the nth time.</summary>
    public Task StartedAsync(string path, int incarnation) => Events.HeardAsync($"started {path} {incarnation}");

    public async Task<HealthReportEntry> CheckAsync(string name)
    {
        HealthReport report = await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Entries[name];
    }

    /// <summary>Completes when the host has been told to stop.</summary>
    public Task StopsAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Stopping.Register(told.SetResult);
        return told.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_host).DisposeAsync();

    private static void Say(Events events, Report report)
    {
        switch (report)
        {
            case Report.ChildStarted started:
                events.Say($"started {started.Path}/{started.ChildId} {started.Incarnation}");
                break;
            case Report.SupervisorTrouble trouble:
                events.Say($"trouble {trouble.Path}/{trouble.ChildId}: {trouble.Reason}");
                break;
            case Report.StragglerAbandoned straggler:
                events.Say($"straggler {straggler.Label}");
                break;
            case Report.StragglerEnded ended:
                events.Say($"straggler over {ended.Label}");
                break;
        }
    }
}
