namespace FactConsumers;

/// <summary>The HTTP endpoint.</summary>
internal static class EndpointTree
{
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(10);

    /// <summary>Requests that are being served have ten seconds to end when the program stops.</summary>
    public static ChildSpec Child(EndpointPort port, ReplicaNames names, Vocabulary vocabulary, ILoggerFactory loggers) => new("Endpoint", start =>
    {
        var web = new WebEndpoint(port, new Operations(start.Runtime, names, vocabulary), loggers);
        start.Own(web);
        return start.StartServerAsync(
            () => new EndpointServer(web, loggers.CreateLogger("FactConsumers")),
            new ServerOptions { Name = names.Endpoint, TrapExits = true });
    })
    {
        Shutdown = Shutdown.After(DrainFor),
    };
}
