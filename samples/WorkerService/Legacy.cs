namespace WorkerService;

/// <summary>A job that takes an hour and never looks at its token.</summary>
internal sealed class Legacy(ILogger<Legacy> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.CannotBeStopped(logger);
        return Task.Delay(TimeSpan.FromHours(1), CancellationToken.None);
    }
}
