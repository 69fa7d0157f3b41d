using Brokers;

namespace DeviceGateway.Tests;

/// <summary>All that is outside of a gateway, within the test: devices, database, broker and the disk. It outlives each gateway.</summary>
internal sealed class World
{
    public const int Devices = 200;
    private readonly Func<IDatabase, IDatabase>? _reached;

    /// <param name="time">Its clock.</param>
    /// <param name="devices">How many devices are configured.</param>
    /// <param name="pollEvery">How often each is asked; null for once a second.</param>
    /// <param name="latency">How long the disk and the database take to keep a reading.</param>
    public World(TimeProvider time, int devices = Devices, TimeSpan? pollEvery = null, TimeSpan latency = default)
    {
        _reached = latency == TimeSpan.Zero ? null : database => new SlowDatabase(database, time, latency);
        ReadingsDisk = new MemoryReadingsDisk(time, latency);
        Fleet = new MemoryDevices(time);
        Database = new EmbeddedDatabase(MemoryDevices.Configure(devices, pollEvery));
        Network = new CuttableBroker(Broker);
    }

    public MemoryDevices Fleet { get; }

    public EmbeddedDatabase Database { get; }

    public MemoryBroker Broker { get; } = new();

    /// <summary>What the gateway reaches the broker through.</summary>
    public CuttableBroker Network { get; }

    public MemoryConfigurationDisk ConfigurationDisk { get; } = new();

    public MemoryReadingsDisk ReadingsDisk { get; }

    /// <summary>Whether everything on the left can be reached.</summary>
    public bool IsLeftUp
    {
        set
        {
            Database.IsUp = value;
            Network.IsUp = value;
        }
    }

    public GatewayParts NewParts(ILogger? logger = null) => new()
    {
        Devices = Fleet,
        Database = _reached?.Invoke(Database) ?? Database,
        Broker = Network,
        ConfigurationDisk = ConfigurationDisk,
        OpenReadingsDisk = ReadingsDisk.Open,
        Logger = logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
    };

    /// <summary>Every reading of which a device was told that it is safe is in the database or on the disk.</summary>
    public void MustHaveAllAcknowledged()
    {
        HashSet<(string, long)> waiting = [.. ReadingsDisk.Waiting.Select(reading => (reading.DeviceId, reading.Sequence))];
        foreach (MemoryDevice device in Fleet.All)
        {
            for (long number = 1; number <= device.Acknowledged; number++)
            {
                Assert.True(device.Skipped.Contains(number) || Database.Has(device.Id, number) || waiting.Contains((device.Id, number)), Invariant($"reading {number} of device {device.Id} is lost"));
            }
        }
    }

    /// <summary>How many readings devices were told to be safe.</summary>
    public long Acknowledged => Fleet.All.Sum(device => device.Acknowledged);
}
