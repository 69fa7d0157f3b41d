using System.Text;
using RabbitMQ.Client;

namespace Brokers;

/// <summary>Publishes to RabbitMQ, one message after the other, and waits until the broker has confirmed each.</summary>
internal sealed class AmqpPublisher(AmqpChannel opened) : IPublisher
{
    public async Task PublishAsync(string queue, BrokerMessage message, CancellationToken cancellationToken) =>
        await opened.Channel.BasicPublishAsync(
            exchange: "",
            routingKey: queue,
            mandatory: true,
            new BasicProperties { Persistent = true, ContentType = "application/json", MessageId = message.Id },
            Encoding.UTF8.GetBytes(message.Text),
            cancellationToken);

    public ValueTask DisposeAsync() => opened.DisposeAsync();
}
