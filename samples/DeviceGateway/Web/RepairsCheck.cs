using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeviceGateway;

/// <summary>Which switches are on, and who waits to be repaired. Neither makes the gateway less ready; somebody who wonders finds it here.</summary>
internal sealed class RepairsCheck(GatewayParts parts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> paused = parts.Repairs.Paused;
        int away = parts.Repairs.List().Count(device => device.Pid == Pid.None);
        string text = paused.Count == 0 ? "Nothing is paused" : $"Paused: {string.Join(", ", paused)}";
        var data = new Dictionary<string, object> { ["paused"] = paused, ["away"] = away };
        return Task.FromResult(HealthCheckResult.Healthy(Invariant($"{text}; devices away: {away}."), data));
    }
}
