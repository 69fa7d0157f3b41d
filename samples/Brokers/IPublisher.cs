namespace Brokers;

/// <summary>A way into the queues of a broker.</summary>
public interface IPublisher : IAsyncDisposable
{
    /// <summary>Puts a message at the end of a queue.</summary>
    /// <returns>Completes when the broker has it.</returns>
    Task PublishAsync(string queue, BrokerMessage message, CancellationToken cancellationToken);
}
