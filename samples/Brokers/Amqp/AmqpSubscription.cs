using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Brokers;

/// <summary>A consumer's end of a queue of RabbitMQ.</summary>
internal sealed class AmqpSubscription(AmqpChannel opened) : ISubscription
{
    /// <summary>Begins to deliver.</summary>
    public async Task BeginAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken)
    {
        var consumer = new AsyncEventingBasicConsumer(opened.Channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            // The body is the client's again when this returns.
            var read = new BrokerMessage(message.BasicProperties.MessageId ?? "", Encoding.UTF8.GetString(message.Body.Span));
            onDelivery(new Delivery(message.DeliveryTag, read, message.Redelivered));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => TellAsync(onLost, "the queue is gone");
        opened.Channel.ChannelShutdownAsync += (_, end) => TellAsync(onLost, end.ReplyText);
        await opened.Channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
    }

    public Task AcknowledgeAsync(Delivery delivery) => opened.Channel.BasicAckAsync(delivery.Tag, multiple: false).AsTask();

    public Task RejectAsync(Delivery delivery) => opened.Channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true).AsTask();

    public ValueTask DisposeAsync() => opened.DisposeAsync();

    private static Task TellAsync(Action<string> onLost, string why)
    {
        onLost(why);
        return Task.CompletedTask;
    }
}
