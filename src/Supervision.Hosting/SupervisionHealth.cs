using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Supervision.Hosting.Health;

namespace Supervision.Hosting;

/// <summary>Adds health checks that follow the structure of the supervision tree.</summary>
public static class SupervisionHealth
{
    /// <summary>Adds the checks <c>supervision-live</c>, with the tag <c>live</c>, and <c>supervision-ready</c>, with the tag <c>ready</c>.</summary>
    /// <param name="builder">The health checks.</param>
    /// <returns>The health checks.</returns>
    /// <remarks>
    /// <para>Live as long as the root has not ended: failing means that only a new start of the program helps. Ready as long as every child that
    /// gates readiness (<see cref="HostedChildren.GatesReadiness"/>) is stable: it runs, and was not restarted within
    /// <see cref="SupervisionOptions.StableAfter"/>. While only other declared children are down or unstable the program is degraded, which
    /// ASP.NET answers with success. The text names each by its path, with its restarts and what its supervisor decided.</para>
    /// <para>A check asks no process anything, so it answers at once, however busy the tree is. The children of dynamic supervisors are not looked at:
    /// their supervisor is.</para>
    /// </remarks>
    /// <example><code>
    /// services.AddHealthChecks().AddSupervision();
    /// app.MapHealthChecks("/health/live", new() { Predicate = check => check.Tags.Contains("live") });
    /// app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
    /// </code></example>
    public static IHealthChecksBuilder AddSupervision(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .Add(new HealthCheckRegistration("supervision-live", static services => new LivenessCheck(HostOf(services)), null, ["live"]))
            .Add(new HealthCheckRegistration("supervision-ready", static services => new ReadinessCheck(HostOf(services)), null, ["ready"]));
    }

    private static SupervisionHost HostOf(IServiceProvider services) => services.GetService<SupervisionHost>() ?? throw HostingErrors.NotAdded();
}
