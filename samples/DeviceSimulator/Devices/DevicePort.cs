using System.Net;
using System.Net.Sockets;

namespace DeviceSimulator;

/// <summary>The port of a device. When any port will do, the first that was taken is kept, so that clients find the next listener.</summary>
internal sealed class DevicePort(int wanted)
{
    /// <summary>The port to listen on; 0 for any free one.</summary>
    public int Number { get; private set; } = wanted;

    /// <summary>Listens on loopback.</summary>
    /// <exception cref="IOException">Somebody else has the port.</exception>
    public TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, Number);
        try
        {
            listener.Start();
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            throw new IOException(Invariant($"Port {Number} cannot be had: {taken.Message}. Choose another with --port."), taken);
        }

        Number = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }
}
