namespace FactConsumers.Tests;

/// <summary>A broker that refuses subscriptions for a while.</summary>
internal sealed class MovableBroker : IBroker
{
    private int _refusals;

    private MemoryBroker Memory { get; } = new();

    /// <summary>How many subscriptions are refused from now on.</summary>
    public void Refuse(int times) => Volatile.Write(ref _refusals, times);

    public Task<IPublisher> OpenPublisherAsync(CancellationToken cancellationToken) => Memory.OpenPublisherAsync(cancellationToken);

    public Task<ISubscription> SubscribeAsync(string queue, Action<Brokers.Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _refusals) >= 0
            ? Task.FromException<ISubscription>(new IOException("No broker answers."))
            : Memory.SubscribeAsync(queue, onDelivery, onLost, cancellationToken);
}
