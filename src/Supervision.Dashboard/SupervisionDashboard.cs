using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Supervision.Dashboard.Looking;
using Supervision.Dashboard.Routes;
using Supervision.Dashboard.Views;
using Supervision.Hosting;

namespace Supervision.Dashboard;

/// <summary>Adds the page that shows a program's supervision tree to the program's routes.</summary>
/// <remarks>
/// <para><b>From:</b> where routes are mapped.</para>
/// <para><b>OTP:</b> observer.</para>
/// </remarks>
public static class SupervisionDashboard
{
    /// <summary>Maps the page, and what it asks for, below a path.</summary>
    /// <param name="routes">The program, or a group of its routes.</param>
    /// <param name="pattern">The path of the page; <c>/supervision</c> by default.</param>
    /// <param name="configure">Says what is shown and allowed; null, the default, for looking only, by the authorized only.</param>
    /// <returns>All routes, for further conditions: <c>.RequireAuthorization("operators")</c>.</returns>
    /// <exception cref="InvalidOperationException">The program has no authorization and <see cref="DashboardOptions.AllowAnonymous"/> was not set; or it has no
    /// supervision tree; or the options contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    /// <remarks>
    /// <para>From then on the last thousand happenings are remembered. The tree is looked at only while a page is open.</para>
    /// <para>With a fallback policy or a default scheme the same rules hold as for every other route; <see cref="DashboardOptions.AllowAnonymous"/> overrules them.</para>
    /// </remarks>
    /// <example><code>app.MapSupervision("/supervision");</code></example>
    public static IEndpointConventionBuilder MapSupervision(
        this IEndpointRouteBuilder routes, string pattern = "/supervision", Action<DashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(pattern);
        DashboardOptions options = new();
        configure?.Invoke(options);
        DashboardErrors.Check(options);
        IServiceProvider services = routes.ServiceProvider;
        if (!options.AllowAnonymous && services.GetService<IAuthorizationPolicyProvider>() is null)
        {
            throw DashboardErrors.NoAuthorization();
        }

        SupervisionHost? host = options.Runtime is null ? services.GetService<SupervisionHost>() ?? throw DashboardErrors.NoTree() : null;
        RouteGroupBuilder group = routes.MapGroup(pattern);
        Map(group, services, options, options.Runtime ?? host!.Runtime, options.Root ?? (() => host!.Root));
        return options.AllowAnonymous ? group.AllowAnonymous() : group.RequireAuthorization();
    }

    private static void Map(RouteGroupBuilder group, IServiceProvider services, DashboardOptions options, ProcessRuntime runtime, Func<SupervisorRef> root)
    {
        ILogger logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Supervision.Dashboard");
        IHostApplicationLifetime? lifetime = services.GetService<IHostApplicationLifetime>();
        if (options.AllowAnonymous)
        {
            DashboardLog.IsOpen(logger, options.AllowActions);
        }

        Chronicle chronicle = new(runtime);
        lifetime?.ApplicationStopped.Register(chronicle.Dispose);
        Observatory observatory = new(runtime, root, chronicle, options.MaxLooksPerSecond);
        NodeKeys keys = new();
        RequestGuard guard = new();
        ViewBuilder views = new(observatory, chronicle, keys, options);
        new PageRoute().Map(group);
        new StreamRoute(observatory, chronicle, guard, options, lifetime?.ApplicationStopping ?? CancellationToken.None).Map(group);
        new ViewRoutes(observatory, views, guard, keys).Map(group);
        RouteGroupBuilder actions = group.MapGroup("");
        new ActionRoutes(observatory, new ActionRecord(chronicle, logger), guard, keys, options).Map(actions);
        if (options.ActionPolicy is { } policy)
        {
            actions.RequireAuthorization(policy);
        }
    }
}
