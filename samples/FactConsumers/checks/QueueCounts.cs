using RabbitMQ.Client;

namespace FactConsumers.Checks;

/// <summary>Asks the broker itself.</summary>
internal static class QueueCounts
{
    /// <summary>How many facts wait in a queue; those that a consumer has are not counted.</summary>
    public static async Task<uint> WaitingAsync(string broker, string queue)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken.None);
        return (await channel.QueueDeclarePassiveAsync(queue, CancellationToken.None)).MessageCount;
    }

    /// <summary>Puts bytes into a queue that are no fact.</summary>
    public static async Task PutAsync(string broker, string queue, ReadOnlyMemory<byte> bytes)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), CancellationToken.None);
        await channel.BasicPublishAsync("", queue, bytes, CancellationToken.None);
    }
}
