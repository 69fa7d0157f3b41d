namespace Brokers;

/// <summary>Keeps messages in queues, and each until somebody has acknowledged it.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
public interface IBroker
{
    /// <summary>Opens a way in.</summary>
    Task<IPublisher> OpenPublisherAsync(CancellationToken cancellationToken);

    /// <summary>Has the messages of a queue delivered, a few at a time, each to one of the queue's subscriptions.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="onDelivery">Gets them, on any thread; must not block.</param>
    /// <param name="onLost">Is told, once and on any thread, why nothing comes any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Completes with the subscription. To dispose it gives back what was not acknowledged.</returns>
    Task<ISubscription> SubscribeAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken);
}
