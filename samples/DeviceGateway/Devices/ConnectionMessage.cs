namespace DeviceGateway;

/// <summary>What can be said to the connection. A closed set.</summary>
internal abstract record ConnectionMessage : IConnectionMessage
{
    private ConnectionMessage()
    {
    }

    /// <summary>Ask the device for what comes after the last reading that is safe here. Its machine is told what came of it.</summary>
    public sealed record Read(long After) : ConnectionMessage;
}
