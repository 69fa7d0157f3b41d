using System.Net.Sockets;

namespace DeviceGateway;

/// <summary>Devices across a network.</summary>
internal sealed class TcpDevices : IDeviceConnector
{
    /// <inheritdoc/>
    public async Task<IDeviceConnection> ConnectAsync(DeviceConfiguration device, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(device.Host, device.Port, cancellationToken);
            return new TcpDevice(device.Id, client);
        }
        catch (SocketException refused)
        {
            client.Dispose();
            throw new IOException(Invariant($"{device.Host}:{device.Port} cannot be reached: {refused.Message}"), refused);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
