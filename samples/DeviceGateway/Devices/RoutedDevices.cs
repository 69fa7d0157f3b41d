namespace DeviceGateway;

/// <summary>Devices within the program by that host, all others by the network.</summary>
internal sealed class RoutedDevices(IDeviceConnector memory, IDeviceConnector network) : IDeviceConnector
{
    public Task<IDeviceConnection> ConnectAsync(DeviceConfiguration device, CancellationToken cancellationToken) =>
        (device.Host == MemoryDevices.Host ? memory : network).ConnectAsync(device, cancellationToken);
}
