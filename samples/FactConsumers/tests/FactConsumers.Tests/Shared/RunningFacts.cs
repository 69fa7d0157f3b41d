namespace FactConsumers.Tests;

/// <summary>The whole tree on a real runtime, with HTTP on a free loopback port and a broker that a test can look into.</summary>
internal sealed class RunningFacts : IAsyncDisposable
{
    private RunningFacts(ProcessRuntime runtime, TreeParts parts, LogLines log) =>
        (Runtime, Parts, Log, Client) = (runtime, parts, log, new HttpClient());

    public ProcessRuntime Runtime { get; }

    public TreeParts Parts { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    public static async Task<RunningFacts> StartAsync(IBroker? broker = null, SealHistory? history = null, bool allowChaos = false)
    {
        var log = new LogLines();
        var runtime = new ProcessRuntime(new ProcessRuntimeOptions { LoggerFactory = log, AllowChaos = allowChaos });
        TreeParts parts = Replica.NewParts(broker ?? new MemoryBroker(), history: history, logger: log);
        var running = new RunningFacts(runtime, parts with { Endpoint = EndpointTree.Child(new EndpointPlace(0), parts.Names, parts.Group.Vocabulary, log) }, log);
        await runtime.StartSupervisorAsync(FactsTree.Build(running.Parts));
        running.Client.BaseAddress = await ServerRef<EndpointMessage>.ForName(runtime, parts.Names.Endpoint).CallAsync(new EndpointMessage.GetAddress());
        return running;
    }

    /// <summary>What a request answers: status and body.</summary>
    public async Task<(int Status, string Text)> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until somebody is gone and whoever watches has heard of it.</summary>
    public async Task EndOfAsync(Pid process)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Runtime.Spawn(async context =>
        {
            context.Monitor(process);
            await context.ReceiveAsync<Signal.Down>();
            ended.SetResult();
        });
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Runtime.DisposeAsync();
        Log.Dispose();
    }
}
