using Microsoft.Extensions.Diagnostics.HealthChecks;
using Supervision.Hosting.Tests;

namespace WorkerService.Tests;

/// <summary>What the program does when one of its workers fails, and when it is stopped.</summary>
public sealed class WorkerTests
{
    private const string Worker = "root/sending/worker";
    private const string Uplink = "root/sending/uplink";

    /// <summary>The event of a job that was left behind, and that of the uplink's end.</summary>
    private const int LeftBehind = 102;

    /// <inheritdoc cref="LeftBehind"/>
    private const int Disconnected = 902;

    [Fact]
    public async Task Start_IsInTheOrderOfTheTree()
    {
        await using RunningWorkers running = await RunningWorkers.StartAsync(every: 100);

        Assert.Equal([$"started {Uplink} 1", $"started {Worker} 1", "started root/sending 1", "started root/legacy 1"], Started(running.Host, 1));
    }

    [Fact]
    public async Task Worker_Throws_IsRestartedAloneAndTheHostStaysUp()
    {
        await using RunningWorkers running = await RunningWorkers.StartAsync(every: 2);
        TestHost host = running.Host;

        // The second one fails as it starts.
        await running.KillAsync("worker");
        await host.StartedAsync(Worker, 3);

        Assert.Contains($"trouble {Worker}: crashed(InvalidOperationException: The gremlin was here.)", host.Events.All);
        Assert.Equal([$"started {Worker} 2"], Started(host, 2));
        Assert.False(host.Stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Worker_Restarted_IsNotReadyUntilItIsStable()
    {
        await using RunningWorkers running = await RunningWorkers.StartAsync(every: 100);
        TestHost host = running.Host;
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-ready")).Status);

        await running.KillAsync("worker");
        await host.StartedAsync(Worker, 2);
        host.Time.Advance(TimeSpan.FromSeconds(1.9));

        HealthReportEntry ready = await host.CheckAsync("supervision-ready");
        Assert.Equal((HealthStatus.Unhealthy, $"{Worker} is unstable (1 restart, the last 1.9 s ago)"), (ready.Status, ready.Description));
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-live")).Status);
        host.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync("supervision-ready")).Status);
    }

    [Fact]
    public async Task Uplink_Dies_TheWorkerIsRestartedWithItAndNobodyElse()
    {
        await using RunningWorkers running = await RunningWorkers.StartAsync(every: 100);

        await running.KillAsync("uplink");
        await running.Host.StartedAsync(Worker, 2);

        Assert.Equal([$"started {Uplink} 2", $"started {Worker} 2"], Started(running.Host, 2));
    }

    [Fact]
    public async Task Worker_FailsForEver_EndsTheProgramWithOne()
    {
        int before = Environment.ExitCode;
        try
        {
            await using RunningWorkers running = await RunningWorkers.StartAsync(every: 1);
            TestHost host = running.Host;
            await host.Events.HeardAsync("trouble root/sending: reached_max_restart_intensity");

            // The root gives up and stops the job that cannot be stopped: its two seconds, and the one after which it is left behind.
            await running.PassAsync(TimeSpan.FromSeconds(2));
            await running.PassAsync(TimeSpan.FromSeconds(1));
            await host.StopsAsync();

            Assert.Equal((1, 1), (host.Supervision.ExitCode, Environment.ExitCode));
            Assert.Equal(16, host.Log.Lines.Count(static line => line.Id == 101));
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    [Fact]
    public async Task Stop_GivesTheJobThatIgnoresItsTokenItsOwnTimeAndGoesOnInOrder()
    {
        await using RunningWorkers running = await RunningWorkers.StartAsync(every: 100);
        TestHost host = running.Host;

        Task stop = host.StopAsync(TestContext.Current.CancellationToken);
        await host.Time.TimerIsSetAsync(TimeSpan.FromSeconds(2));
        host.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.DoesNotContain(host.Log.Lines, static line => line.Id is LeftBehind or Disconnected);
        await running.PassAsync(TimeSpan.FromSeconds(0.1));
        await host.Time.TimerIsSetAsync(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(host.Log.Lines, static line => line.Id is LeftBehind or Disconnected);
        await running.PassAsync(TimeSpan.FromSeconds(1));
        await stop;

        Assert.Equal([503, LeftBehind, Disconnected, 504], host.Log.Lines.Select(static line => line.Id).Where(static id => id is 503 or LeftBehind or Disconnected or 504));
        Assert.Equal(TimeSpan.FromSeconds(3), host.Time.GetElapsedTime(0));
    }

    private static IEnumerable<string> Started(TestHost host, int incarnation) => host.Events.All
        .Where(text => text.StartsWith("started ", StringComparison.Ordinal) && text.EndsWith($" {incarnation}", StringComparison.Ordinal));
}
