namespace DeviceGateway;

/// <summary>How devices are reached. Called by many processes at the same time.</summary>
internal interface IDeviceConnector
{
    /// <summary>Connects to a device.</summary>
    /// <returns>Completes with a connection that belongs to the caller.</returns>
    /// <exception cref="IOException">The device cannot be reached.</exception>
    Task<IDeviceConnection> ConnectAsync(DeviceConfiguration device, CancellationToken cancellationToken);
}
