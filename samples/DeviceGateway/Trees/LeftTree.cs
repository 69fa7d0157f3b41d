using Brokers;

namespace DeviceGateway;

/// <summary>The left side: what talks to the database and the queue across a network. Everything in it starts without them.</summary>
internal static class LeftTree
{
    private const int DatabaseWorkers = 4;
    private const int ConsumersAndPublishers = 2;

    /// <summary>One for one: the pool of the database knows nothing of the queue.</summary>
    /// <remarks>Its own restart waits. Beyond its limits something is wrong here that a restart at once would not mend, and restarts one after the other would
    /// use up the root's limit and take the right side along, which can do without. It cannot be temporary as devices are: brought back later it
    /// would stand to the right of what starts after it.</remarks>
    public static ChildSpec Child(GatewayParts parts) => ChildSpec.Nested(Supervisor.OneForOne(GatewayNames.Left, left => left
        .Named(GatewayNames.Left)
        .Child(Database(parts))
        .OneForOne(GatewayNames.Queue, queue => queue
            .Named(GatewayNames.Queue)
            .OneForOne(GatewayNames.Consumers, consumers =>
            {
                for (int index = 0; index < ConsumersAndPublishers; index++)
                {
                    consumers.Child(Consumer(Invariant($"{index}"), parts));
                }
            })
            .Child(Publishers(parts)))
        .Child(new ChildSpec(GatewayNames.Metrics, MetricsAsync))
        .OneForOne(GatewayNames.Carriers, carriers => carriers
            .Server(GatewayNames.ConfigurationCarrier, () => new ConfigurationCarrier(parts.Logger))
            .Server(GatewayNames.ReadingsCarrier, () => new ReadingsCarrier())))) with
    {
        Backoff = Backoff.Exponential(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)),
    };

    private static ChildSpec Database(GatewayParts parts) => WorkerPool.Child<DatabaseMessage>(
        GatewayNames.SqlPool,
        () => new DatabaseWorker(parts.Database, new Owned<IDatabaseSession>()),
        new PoolOptions<DatabaseMessage>
        {
            Size = DatabaseWorkers,
            Worker = worker => worker with { Start = start => Owned<IDatabaseSession>.StartAsync(start, owned => new DatabaseWorker(parts.Database, owned)) },
        });

    private static ChildSpec Publishers(GatewayParts parts) => WorkerPool.Child<PublishMessage>(
        GatewayNames.Publishers,
        () => new QueuePublisher(parts.Broker, new Owned<IPublisher>()),
        new PoolOptions<PublishMessage>
        {
            Size = ConsumersAndPublishers,
            Worker = worker => worker with { Start = start => Owned<IPublisher>.StartAsync(start, owned => new QueuePublisher(parts.Broker, owned)) },
        });

    private static ChildSpec Consumer(string id, GatewayParts parts) =>
        new(id, start => Owned<ISubscription>.StartAsync(start, owned => new ConfigurationConsumer(parts, start.Path, owned)));

    private static ValueTask<StartResult> MetricsAsync(StartContext start)
    {
        var meter = new OwnedMeter();
        start.Own(meter);
        return start.StartServerAsync(() => new MetricsServer(meter), new ServerOptions { Name = GatewayNames.Metrics });
    }
}
