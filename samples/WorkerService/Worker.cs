namespace WorkerService;

public class Worker(ILogger<Worker> logger, Gremlin gremlin) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (logger.IsEnabled(LogLevel.Information))
            {
                logger.LogInformation("Worker running at: {time}", DateTimeOffset.Now);
            }

            gremlin.Visit();
            await Task.Delay(1000, stoppingToken);
        }
    }
}
