using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MakeItCrash;

/// <summary>The web application of one incarnation of the endpoint.</summary>
internal sealed class WebEndpoint(IPEndPoint listensOn, Stage stage) : IAsyncDisposable
{
    private const long LargestBody = 4 * 1024;
    private readonly CancellationTokenSource _streams = new();
    private WebApplication? _application;

    /// <summary>The endpoint as a child. When any port will do, the first incarnation's is kept, so that pages find the next one.</summary>
    public static ChildSpec Child(IPEndPoint listensOn, Stage stage)
    {
        IPEndPoint place = listensOn;
        return new ChildSpec("web", async start =>
        {
            var web = new WebEndpoint(place, stage);
            start.Own(web);
            StartResult result = await start.StartServerAsync(() => new WebServer(web), new ServerOptions { Name = Names.Web, TrapExits = true });
            place = web.Place;
            return result;
        });
    }

    private IPEndPoint Place { get; set; } = listensOn;

    /// <summary>Listens.</summary>
    /// <returns>Completes with the address when requests are answered.</returns>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        _application = Build();
        await _application.StartAsync(cancellationToken);
        var address = new Uri(_application.Urls.Single());
        Place = new IPEndPoint(Place.Address, address.Port);
        return address;
    }

    /// <summary>Ends the streams, which would go on for ever, and waits for what else is being served.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _streams.CancelAsync();
        await (_application?.StopAsync(cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>Closes what is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _streams.CancelAsync();
        await (_application?.DisposeAsync() ?? ValueTask.CompletedTask);
        _streams.Dispose();
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(Place);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        WebApplication application = builder.Build();
        new PageRoute().Map(application);
        new AudienceRoutes(stage).Map(application);
        new SceneStream(stage, _streams.Token).Map(application);
        return application;
    }
}
