using RabbitMQ.Client;

namespace Brokers;

/// <summary>A channel and its connection.</summary>
internal sealed record AmqpChannel(IConnection Connection, IChannel Channel) : IAsyncDisposable
{
    /// <summary>Closes the connection; the broker gives what was not acknowledged to others.</summary>
    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
