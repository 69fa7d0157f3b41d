using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Supervision.Hosting.Health;

/// <summary>Ready: the root runs, and every child that gates readiness is stable. Degraded: something else is not.</summary>
internal sealed class ReadinessCheck(SupervisionHost host) : IHealthCheck
{
    /// <summary>How many complaints are told; a tree of thousands may have as many.</summary>
    private const int MaxTold = 10;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(context.Registration.FailureStatus));

    private HealthCheckResult Check(HealthStatus failure)
    {
        if (!host.Watch.IsRootUp || host.Runtime.IsStopped)
        {
            return new HealthCheckResult(failure, host.Watch.HasStarted ? "The supervision tree stops or has stopped." : "The supervision tree has not been started yet.");
        }

        TreeHealth health = TreeHealth.Of(host);
        return health switch
        {
            { Gating.Count: > 0 } => new HealthCheckResult(failure, Text([.. health.Gating, .. health.Others])),
            { Others.Count: > 0 } => HealthCheckResult.Degraded(Text(health.Others)),
            _ => HealthCheckResult.Healthy("Every child of the supervision tree is stable."),
        };
    }

    private static string Text(IReadOnlyList<string> complaints) => complaints.Count <= MaxTold
        ? string.Join("; ", complaints)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", complaints.Take(MaxTold))}; and {complaints.Count - MaxTold} more");
}
