using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Programs;

/// <summary>The web application of one incarnation of an endpoint.</summary>
public sealed class WebEndpoint : IAsyncDisposable
{
    private const long LargestBody = 64 * 1024;
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(10);
    private readonly EndpointPlace _place;
    private readonly ILoggerFactory _loggers;
    private readonly Action<WebApplication> _map;
    private WebApplication? _application;

    private WebEndpoint(EndpointPlace place, ILoggerFactory loggers, Action<WebApplication> map) => (_place, _loggers, _map) = (place, loggers, map);

    /// <summary>An endpoint as a child. Requests that are being served have ten seconds to end when the program stops.</summary>
    /// <param name="id">The child's id.</param>
    /// <param name="name">The name of its server, which takes <see cref="EndpointMessage"/>.</param>
    /// <param name="place">Where it listens.</param>
    /// <param name="map">Adds the routes, for every incarnation anew.</param>
    /// <param name="loggers">Where it logs; null for nowhere.</param>
    public static ChildSpec Child(string id, string name, EndpointPlace place, Action<WebApplication, ProcessRuntime> map, ILoggerFactory? loggers = null) => new(id, start =>
    {
        ILoggerFactory log = loggers ?? NullLoggerFactory.Instance;
        var web = new WebEndpoint(place, log, application => map(application, start.Runtime));
        start.Own(web);
        return start.StartServerAsync(() => new EndpointServer(web, log.CreateLogger("Endpoint")), new ServerOptions { Name = name, TrapExits = true });
    })
    {
        Shutdown = Shutdown.After(DrainFor),
    };

    /// <summary>Listens.</summary>
    /// <returns>Completes with the address when requests are answered.</returns>
    /// <exception cref="IOException">Somebody else listens there, or this machine has no such address.</exception>
    internal async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        _application = Build();
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            throw new IOException($"cannot listen on {_place.Next}: {refused.GetBaseException().Message}", refused);
        }

        var address = new Uri(_application.Urls.Single());
        _place.Keep(address.Port);
        return address;
    }

    /// <summary>Takes no more connections and waits for the requests that are being served.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Closes what is still open; answers without an end see <see cref="IHostApplicationLifetime.ApplicationStopping"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _application?.Lifetime.StopApplication();
        return _application?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(_place.Next);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_loggers);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        WebApplication application = builder.Build();
        _map(application);
        return application;
    }
}
