using RabbitMQ.Client;

namespace FactConsumers;

/// <summary>Publishes to RabbitMQ, one fact after the other, and waits until the broker has confirmed each.</summary>
internal sealed class AmqpPublisher(AmqpChannel opened) : IPublisher
{
    public async Task PublishAsync(string queue, Fact fact, CancellationToken cancellationToken) =>
        await opened.Channel.BasicPublishAsync(
            exchange: "",
            routingKey: queue,
            mandatory: true,
            new BasicProperties { Persistent = true, ContentType = "application/json" },
            FactText.Write(fact),
            cancellationToken);

    public ValueTask DisposeAsync() => opened.DisposeAsync();
}
