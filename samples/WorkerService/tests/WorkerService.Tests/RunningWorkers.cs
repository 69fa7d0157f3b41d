using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Supervision;
using Supervision.Hosting;
using Supervision.Hosting.Tests;
using static System.FormattableString;

namespace WorkerService.Tests;

/// <summary>The program's tree in a real host, by a clock that stands still unless a test moves it.</summary>
internal sealed class RunningWorkers : IAsyncDisposable
{
    private RunningWorkers(TestHost host) => Host = host;

    public TestHost Host { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The gremlin comes at every so manyth visit. A worker visits it when it starts and once a second, by the system's clock.</summary>
    public static async Task<RunningWorkers> StartAsync(int every)
    {
        IOptions<GremlinOptions> settings = Options.Create(new GremlinOptions { Every = Invariant($"{every}") });
        TestHost host = await TestHost.StartAsync(WorkerTree.Declare, services => services
            .AddSingleton(new Gremlin(settings))
            .Configure<SupervisionOptions>(static options => options.StableAfter = TimeSpan.FromSeconds(2)));
        await host.Log.LineAsync(903);
        return new RunningWorkers(host);
    }

    /// <summary>A timer of this length is set, and its time passes.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Host.Time.TimerIsSetAsync(time);
        Host.Time.Advance(time);
    }

    /// <summary>Kills a child of the supervisor <c>sending</c>.</summary>
    public async Task KillAsync(string id)
    {
        ChildInfo? sending = await Host.Supervision.Root.GetChildAsync("sending", Cancelled);
        ChildInfo? child = await SupervisorRef.ForPid(sending!.Pid).GetChildAsync(id, Cancelled);
        child!.Pid.Exit(ExitReason.Kill);
        await child.Pid.WaitForExitAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host.Supervision.Root.Pid.IsAlive)
        {
            Task stop = Host.StopAsync(Cancelled);
            await PassAsync(TimeSpan.FromSeconds(2));
            await PassAsync(TimeSpan.FromSeconds(1));
            await stop;
        }

        await Host.DisposeAsync();
    }
}
