using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WorkerService;

/// <summary>A program without an endpoint says in its log when it becomes ready and when it is not any more.</summary>
internal sealed class HealthLog(ILogger<HealthLog> logger) : IHealthCheckPublisher
{
    private HealthStatus? _last;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (report.Status == _last)
        {
            return Task.CompletedTask;
        }

        _last = report.Status;
        string why = string.Join(' ', report.Entries.Values.Select(static entry => entry.Description));
        if (report.Status == HealthStatus.Unhealthy)
        {
            Log.NotReady(logger, why);
        }
        else
        {
            Log.Ready(logger, why);
        }

        return Task.CompletedTask;
    }
}
