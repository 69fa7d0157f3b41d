using Supervision;

namespace ItemsApi.Tests;

/// <summary>The whole tree on a real runtime, with HTTP on a free loopback port and stores and mails that a test controls.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly ProcessRuntime _runtime;

    private RunningApi(ProcessRuntime runtime, LogLines log, MemoryStores stores, MemoryTransport mails)
    {
        (_runtime, Log, Stores, Mails) = (runtime, log, stores, mails);
        Client = new HttpClient();
    }

    public HttpClient Client { get; }

    public LogLines Log { get; }

    public MemoryStores Stores { get; }

    public MemoryTransport Mails { get; }

    public ProcessRuntime Runtime => _runtime;

    public static async Task<RunningApi> StartAsync(bool allowChaos = false)
    {
        var log = new LogLines();
        var stores = new MemoryStores();
        var mails = new MemoryTransport();
        var runtime = new ProcessRuntime(new ProcessRuntimeOptions { LoggerFactory = log, AllowChaos = allowChaos });
        var api = new RunningApi(runtime, log, stores, mails);
        await runtime.StartSupervisorAsync(ItemsTree.Build(new TreeParts
        {
            Stores = stores,
            Connect = mails.Connect,
            Endpoint = EndpointTree.Subtree(new EndpointPlace(0), _ => new ApiServers(runtime, "to@example.org", MailerTree.Subtree(mails.Connect, log)), log),
            Logger = log,
        }));
        api.Client.BaseAddress = await ServerRef<EndpointMessage>.ForName(runtime, Names.Endpoint).CallAsync(new EndpointMessage.GetAddress());
        return api;
    }

    public Pid Find(string name) => _runtime.Find(name);

    public Task StopAsync() => _runtime.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _runtime.DisposeAsync();
        Log.Dispose();
    }
}
