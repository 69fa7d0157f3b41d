using Brokers;

namespace DeviceGateway;

/// <summary>What the gateway stands between, and what of it can be broken from here because it is within the program.</summary>
internal sealed record Outside
{
    private const int Count = 200;
    private const string Bonkers = "17";

    /// <summary>How devices are reached.</summary>
    public required IDeviceConnector Devices { get; init; }

    /// <summary>The database.</summary>
    public required IDatabase Database { get; init; }

    /// <summary>The broker, behind a network that can be cut.</summary>
    public required CuttableBroker Broker { get; init; }

    /// <summary>The devices within the program.</summary>
    public required MemoryDevices Memory { get; init; }

    /// <summary>Whether it answers; null when it is a real one.</summary>
    public EmbeddedDatabase? Embedded => Database as EmbeddedDatabase;

    /// <summary>What the options ask for.</summary>
    public static Outside For(ProgramOptions options, TimeProvider time)
    {
        // Beside a real database, or a disk that stays, a number that was used before would be a reading that is known already.
        bool isFresh = options is { Sql: null, DataDirectory: null };
        var memory = new MemoryDevices(time, isFresh ? 1 : time.GetUtcNow().ToUnixTimeMilliseconds());
        memory[Bonkers].Mood = DeviceMood.Bonkers;
        return new Outside
        {
            Devices = new RoutedDevices(memory, new TcpDevices()),
            Database = options.Sql ?? new EmbeddedDatabase(options.Devices is null ? MemoryDevices.Configure(Count) : []) { IsUp = !options.IsOffline },
            Broker = new CuttableBroker(options.Amqp is { } address ? new AmqpBroker(address, "device-gateway", [QueueNames.Config, QueueNames.Readings]) : new MemoryBroker()) { IsUp = !options.IsOffline },
            Memory = memory,
        };
    }
}
