using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Brokers;

/// <summary>RabbitMQ. Each subscription and each publisher has a connection of its own, which lives and dies with its process; nothing is
/// repaired behind anybody's back.</summary>
/// <param name="address">Where it is, with user and password: <c>amqp://guest:guest@127.0.0.1:5672</c>.</param>
/// <param name="client">Under what name it shows the connections.</param>
/// <param name="queues">The queues, all of which every connection declares; they are durable.</param>
public sealed class AmqpBroker(Uri address, string client, IReadOnlyList<string> queues) : IBroker
{
    private const ushort Prefetch = 10;

    /// <summary>The address that a text is; null when it is none.</summary>
    public static Uri? AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "amqp" or "amqps" ? address : null;

    public async Task<IPublisher> OpenPublisherAsync(CancellationToken cancellationToken) =>
        new AmqpPublisher(await OpenAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken));

    public async Task<ISubscription> SubscribeAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken)
    {
        AmqpChannel opened = await OpenAsync(options: null, cancellationToken);
        try
        {
            await opened.Channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
            var subscription = new AmqpSubscription(opened);
            await subscription.BeginAsync(queue, onDelivery, onLost, cancellationToken);
            return subscription;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>A channel on a connection of its own, with all queues declared.</summary>
    private async Task<AmqpChannel> OpenAsync(CreateChannelOptions? options, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = address,
            ClientProvidedName = client,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
        };
        IConnection connection = await ConnectAsync(factory, cancellationToken);
        try
        {
            var opened = new AmqpChannel(connection, await connection.CreateChannelAsync(options, cancellationToken));
            foreach (string queue in queues)
            {
                await opened.Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
            }

            return opened;
        }
        catch
        {
            // The channel goes with it.
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<IConnection> ConnectAsync(ConnectionFactory factory, CancellationToken cancellationToken)
    {
        try
        {
            return await factory.CreateConnectionAsync(cancellationToken);
        }
        catch (BrokerUnreachableException error)
        {
            throw AmqpErrors.NotConnected(factory, error);
        }
    }
}
