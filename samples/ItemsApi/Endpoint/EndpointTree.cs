using Supervision;

namespace ItemsApi;

/// <summary>The HTTP endpoint under a supervisor of its own.</summary>
internal static class EndpointTree
{
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(10);

    /// <summary>Requests that are being served have ten seconds to end when the program stops.</summary>
    public static ChildSpec Subtree(EndpointPort port, Func<ProcessRuntime, ApiServers> servers, ILoggerFactory loggers) =>
        ChildSpec.Nested(Supervisor.OneForOne("endpoint", endpoint => endpoint.Child(Worker(port, servers, loggers))));

    private static ChildSpec Worker(EndpointPort port, Func<ProcessRuntime, ApiServers> servers, ILoggerFactory loggers) => new("http", start =>
    {
        var web = new WebEndpoint(port, servers(start.Runtime), loggers);
        start.Own(web);
        return start.StartServerAsync(
            () => new EndpointServer(web, loggers.CreateLogger("ItemsApi")),
            new ServerOptions { Name = Names.Endpoint, TrapExits = true });
    })
    {
        Shutdown = Shutdown.After(DrainFor),
    };
}
