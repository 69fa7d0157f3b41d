using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Dashboard;
using Supervision.Hosting;

namespace DeviceGateway;

/// <summary>The web application: the tree, its dashboard, its health, and the routes. On loopback only.</summary>
internal static class GatewayApplication
{
    /// <summary>Builds it; nothing runs yet.</summary>
    public static WebApplication Build(ProgramOptions options, Outside outside, LocalDisk disk, Action<ILoggingBuilder> log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Invariant($"http://127.0.0.1:{options.Port}"));
        log(builder.Logging);
        builder.Services.AddProgram();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services => Parts(options, outside, disk, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSupervision((tree, services) => tree.Use(GatewayTree.Build(services.GetRequiredService<GatewayParts>())));
        builder.Services.AddHealthChecks().AddSupervision().AddCheck<RepairsCheck>("repairs", tags: ["ready"]);

        WebApplication application = builder.Build();
        if (options.Question.Count == 0)
        {
            // A question about the tree is answered without any of them.
            MapRoutes(application, outside);
        }

        return application;
    }

    private static void MapRoutes(WebApplication application, Outside outside)
    {
        application.MapHealthChecks("/health/live", Health("live"));
        application.MapHealthChecks("/health/ready", Health("ready"));
        application.MapSupervision("/supervision", dashboard => (dashboard.AllowAnonymous, dashboard.AllowActions) = (true, true));
        var operations = new Operations(application.Services.GetRequiredService<SupervisionHost>(), application.Services.GetRequiredService<GatewayParts>());
        new LookRoutes(operations).Map(application);
        new ChangeRoutes(operations).Map(application);
        new BreakRoutes(operations, outside).Map(application);
    }

    private static GatewayParts Parts(ProgramOptions options, Outside outside, LocalDisk disk, ILoggerFactory loggers) => new()
    {
        Devices = outside.Devices,
        Database = outside.Database,
        Broker = outside.Broker,
        ConfigurationDisk = disk.Configuration,
        OpenReadingsDisk = disk.OpenReadings,
        RefusesStale = options.RefusesStale,
        Logger = loggers.CreateLogger("DeviceGateway"),
    };

    private static HealthCheckOptions Health(string tag) => new() { Predicate = check => check.Tags.Contains(tag), ResponseWriter = HealthText.WriteAsync };
}
