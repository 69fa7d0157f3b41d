namespace DeviceGateway;

/// <summary>Devices within the program, each of which is made by the first who connects to it.</summary>
/// <param name="time">Their clock.</param>
/// <param name="firstNumber">The number of the first reading of each.</param>
internal sealed class MemoryDevices(TimeProvider time, long firstNumber = 1) : IDeviceConnector
{
    /// <summary>What their configuration says in place of a host.</summary>
    public const string Host = "memory";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryDevice> _devices = new(StringComparer.Ordinal);

    /// <summary>One of them.</summary>
    public MemoryDevice this[string id]
    {
        get
        {
            lock (_lock)
            {
                if (!_devices.TryGetValue(id, out MemoryDevice? device))
                {
                    _devices[id] = device = new MemoryDevice(id, time, firstNumber);
                }

                return device;
            }
        }
    }

    /// <summary>All that were ever asked for.</summary>
    public IReadOnlyList<MemoryDevice> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _devices.Values];
            }
        }
    }

    public Task<IDeviceConnection> ConnectAsync(DeviceConfiguration device, CancellationToken cancellationToken) => this[device.Id].ConnectAsync();

    /// <summary>As many devices as they are configured: in groups of 50, asked once a second.</summary>
    public static IReadOnlyList<DeviceConfiguration> Configure(int count, TimeSpan? pollEvery = null) =>
        [.. Enumerable.Range(1, count).Select(number => new DeviceConfiguration(
            Invariant($"{number}"), Host, 0, pollEvery ?? TimeSpan.FromSeconds(1), Invariant($"hall-{(number - 1) / 50 + 1}")))];
}
