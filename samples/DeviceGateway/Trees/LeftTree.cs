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
    public static ChildSpec Child(GatewayParts parts)
    {
        var database = new Neighbour("The database", parts.Logger);
        var broker = new Neighbour("The queue", parts.Logger);
        return ChildSpec.Nested(Supervisor.OneForOne(GatewayNames.Left, left => left
            .Named(GatewayNames.Left)
            .Child(Database(parts, database))
            .OneForOne(GatewayNames.Queue, queue => queue
                .Named(GatewayNames.Queue)
                .OneForOne(GatewayNames.Consumers, consumers =>
                {
                    for (int index = 0; index < ConsumersAndPublishers; index++)
                    {
                        consumers.Child(Consumer(Invariant($"{index}"), parts, broker));
                    }
                })
                .Child(Publishers(parts, broker)))
            .Child(new ChildSpec(GatewayNames.Metrics, MetricsAsync))
            .OneForOne(GatewayNames.Carriers, carriers => carriers
                .Server(GatewayNames.ConfigurationCarrier, () => new ConfigurationCarrier(parts.Logger))
                .Server(GatewayNames.ReadingsCarrier, () => new ReadingsCarrier())))) with
        {
            Backoff = Backoff.Exponential(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)),
        };
    }

    private static ChildSpec Database(GatewayParts parts, Neighbour database)
    {
        return WorkerPool.Child<DatabaseMessage>(
            GatewayNames.SqlPool,
            () => New(GatewayNames.SqlPool, new Owned<IDatabaseSession>()),
            new PoolOptions<DatabaseMessage>
            {
                Size = DatabaseWorkers,
                Worker = worker => worker with { Start = start => Owned<IDatabaseSession>.StartAsync(start, owned => New(start.Path, owned)) },
            });

        DatabaseWorker New(string path, Owned<IDatabaseSession> owned) => new(parts.Database, new Attempts(database, path), owned);
    }

    private static ChildSpec Publishers(GatewayParts parts, Neighbour broker)
    {
        return WorkerPool.Child<PublishMessage>(
            GatewayNames.Publishers,
            () => New(GatewayNames.Publishers, new Owned<IPublisher>()),
            new PoolOptions<PublishMessage>
            {
                Size = ConsumersAndPublishers,
                Worker = worker => worker with { Start = start => Owned<IPublisher>.StartAsync(start, owned => New(start.Path, owned)) },
            });

        QueuePublisher New(string path, Owned<IPublisher> owned) => new(parts.Broker, new Attempts(broker, path), owned);
    }

    private static ChildSpec Consumer(string id, GatewayParts parts, Neighbour broker) => new(id, start => Owned<ISubscription>.StartAsync(
        start, owned => new ConfigurationConsumer(parts, start.Path, new Attempts(broker, start.Path), owned)));

    private static ValueTask<StartResult> MetricsAsync(StartContext start)
    {
        var meter = new OwnedMeter();
        start.Own(meter);
        return start.StartServerAsync(() => new MetricsServer(meter), new ServerOptions { Name = GatewayNames.Metrics });
    }
}
