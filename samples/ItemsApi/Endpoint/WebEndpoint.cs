using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Supervision.Dashboard;

namespace ItemsApi;

/// <summary>The web application of one incarnation of the endpoint, on loopback.</summary>
internal sealed class WebEndpoint(EndpointPort port, ApiServers servers, ILoggerFactory loggers) : IAsyncDisposable
{
    private const long LargestBody = 64 * 1024;
    private WebApplication? _application;

    /// <summary>Listens.</summary>
    /// <returns>Completes with the address when requests are answered.</returns>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        _application = Build();
        await _application.StartAsync(cancellationToken);
        var address = new Uri(_application.Urls.Single());
        port.Keep(address.Port);
        return address;
    }

    /// <summary>Takes no more connections and waits for the requests that are being served.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Closes what is still open.</summary>
    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, port.Number);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        WebApplication application = builder.Build();
        new ItemRoutes(servers).Map(application);
        new HealthRoutes(servers).Map(application);
        new PlayRoutes(servers).Map(application);
        application.MapSupervision("/supervision", dashboard =>
        {
            dashboard.Runtime = servers.Runtime;
            dashboard.Root = () => servers.Root;

            // On loopback, for a person at the keyboard; a service of your own has authorization.
            dashboard.AllowAnonymous = true;
            dashboard.AllowActions = true;
        });
        return application;
    }
}
