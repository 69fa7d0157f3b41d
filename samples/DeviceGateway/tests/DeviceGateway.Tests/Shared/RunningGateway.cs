using Brokers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Hosting;

namespace DeviceGateway.Tests;

/// <summary>The program's web application on a free loopback port, with what it stands between.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly LocalDisk _disk;

    private RunningGateway(WebApplication application, Outside outside, LocalDisk disk, LogLines log)
    {
        (Application, Outside, _disk, Log) = (application, outside, disk, log);
        Client = new HttpClient
        {
            BaseAddress = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public WebApplication Application { get; }

    public Outside Outside { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    public MemoryBroker Broker { get; private init; } = null!;

    public ProcessRuntime Runtime => Application.Services.GetRequiredService<SupervisionHost>().Runtime;

    public GatewayParts Parts => Application.Services.GetRequiredService<GatewayParts>();

    public static async Task<RunningGateway> StartAsync(ProgramOptions? options = null, LocalDisk? disk = null)
    {
        options = (options ?? new ProgramOptions()) with { Port = 0 };
        var broker = new MemoryBroker();
        Outside outside = Outside.For(options, TimeProvider.System) with { Broker = new CuttableBroker(broker) { IsUp = !options.IsOffline } };
        disk ??= new LocalDisk(null);
        var log = new LogLines();
        WebApplication application = GatewayApplication.Build(options, outside, disk, logging => logging.AddProvider(log));
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new RunningGateway(application, outside, disk, log) { Broker = broker };
    }

    /// <summary>What a request answers: status and body.</summary>
    public async Task<(int Status, string Text)> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a question is answered so.</summary>
    public async Task<string> EventuallyAsync(string path, Func<string, bool> isSo)
    {
        while (true)
        {
            (_, string text) = await AskAsync("GET", path);
            if (isSo(text))
            {
                return text;
            }

            await SomethingAsync();
        }
    }

    /// <summary>Waits until a few things have happened in the gateway: another answer is possible then, and not before.</summary>
    public async Task SomethingAsync()
    {
        var few = new MessageTraceOptions { Max = 100, PerSecond = 1_000, Limit = TimeSpan.FromSeconds(1) };
        await foreach (MessageTrace message in Runtime.TraceAsync(few, TestContext.Current.CancellationToken))
        {
            Assert.NotNull(message.MessageType);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
        _disk.Dispose();
    }
}
