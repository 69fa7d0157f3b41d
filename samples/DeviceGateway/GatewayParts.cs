using Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeviceGateway;

/// <summary>What differs between the program and its tests, and what all parts of one gateway share.</summary>
internal sealed record GatewayParts
{
    /// <summary>How devices are reached.</summary>
    public required IDeviceConnector Devices { get; init; }

    /// <summary>The database on the left.</summary>
    public required IDatabase Database { get; init; }

    /// <summary>The queues on the left.</summary>
    public required IBroker Broker { get; init; }

    /// <summary>Where the configuration is kept on this side.</summary>
    public required IConfigurationDisk ConfigurationDisk { get; init; }

    /// <summary>Opens the place where readings wait on this side; for each incarnation of their queue.</summary>
    public required Func<IReadingsDisk> OpenReadingsDisk { get; init; }

    /// <summary>How many readings may wait.</summary>
    public int ReadingsCapacity { get; init; } = 1_000_000;

    /// <summary>Whether the gateway refuses to start with a configuration that the database has not confirmed.</summary>
    public bool RefusesStale { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Who hears of changes of the configuration.</summary>
    public ConfigurationGroup Group { get; } = new();

    /// <summary>The brain: knows which devices are wanted, and brings back those that were given up after 10 s, an hour and a day. A device's own processes
    /// take a changed configuration over by themselves, so it never stops one for that.</summary>
    public Reconciler<DeviceConfiguration> Repairs { get; } = new(GatewayNames.Repairs, GatewayNames.Pollers, new ReconcilerOptions<DeviceConfiguration>
    {
        Tags = (_, device) => [device.Group],
        Update = (_, _) => true,
    });
}
