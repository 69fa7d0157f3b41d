using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Supervision.Hosting.Health;

/// <summary>Live: the root has not given up. Starting anew is the only cure when it has.</summary>
internal sealed class LivenessCheck(SupervisionHost host) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !host.Watch.HasStarted ? HealthCheckResult.Healthy("The supervision tree has not been started yet.")
        : host.Watch.IsRootUp ? HealthCheckResult.Healthy("The root supervisor runs.")
        : new HealthCheckResult(context.Registration.FailureStatus, $"The root supervisor has ended: {host.RootExitReason?.ToString() ?? "stopped"}."));
}
