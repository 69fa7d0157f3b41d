namespace Brokers;

/// <summary>The subscription of one consumer, which closes it however the consumer ends, and before anybody hears of that.</summary>
public sealed class OwnedSubscription(IBroker broker) : IAsyncDisposable
{
    private ISubscription? _subscription;

    private ISubscription Opened => _subscription ?? throw new InvalidOperationException("The subscription is not open.");

    /// <summary>Begins to deliver.</summary>
    public async Task OpenAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken) =>
        _subscription = await broker.SubscribeAsync(queue, onDelivery, onLost, cancellationToken);

    /// <summary>As <see cref="ISubscription.AcknowledgeAsync"/>.</summary>
    public Task AcknowledgeAsync(Delivery delivery) => Opened.AcknowledgeAsync(delivery);

    /// <summary>As <see cref="ISubscription.RejectAsync"/>.</summary>
    public Task RejectAsync(Delivery delivery) => Opened.RejectAsync(delivery);

    /// <summary>Gives back what was not acknowledged.</summary>
    public ValueTask DisposeAsync() => _subscription?.DisposeAsync() ?? ValueTask.CompletedTask;
}
