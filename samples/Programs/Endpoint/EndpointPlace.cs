using System.Net;

namespace Programs;

/// <summary>Where an endpoint listens. When any port will do, the first incarnation's is kept, so that clients find the next one.</summary>
public sealed class EndpointPlace(IPEndPoint wanted)
{
    /// <summary>On loopback.</summary>
    /// <param name="port">The port; 0 for any free one.</param>
    public EndpointPlace(int port)
        : this(new IPEndPoint(IPAddress.Loopback, port))
    {
    }

    /// <summary>Where the next incarnation listens.</summary>
    internal IPEndPoint Next { get; private set; } = wanted;

    /// <summary>Keeps the port that was taken.</summary>
    internal void Keep(int port) => Next = new IPEndPoint(Next.Address, port);
}
