namespace WorkerService;

/// <summary>What the worker depends on: it is connected before the worker starts and stays so until the worker has stopped.</summary>
internal sealed class Uplink(ILogger<Uplink> logger) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Connected(logger);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Log.Disconnected(logger);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
