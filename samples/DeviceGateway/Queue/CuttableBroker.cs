using Brokers;

namespace DeviceGateway;

/// <summary>A network in front of a broker that can be cut: whoever is connected is told, and nobody connects until it is mended.</summary>
internal sealed class CuttableBroker(IBroker broker) : IBroker
{
    private readonly Lock _lock = new();
    private readonly List<Action<string>> _connected = [];
    private bool _isUp = true;

    /// <summary>Whether it works.</summary>
    public bool IsUp
    {
        get => _isUp;
        set
        {
            Action<string>[] told;
            lock (_lock)
            {
                _isUp = value;
                told = value ? [] : [.. _connected];
                if (!value)
                {
                    _connected.Clear();
                }
            }

            foreach (Action<string> lost in told)
            {
                lost(Down.Message);
            }
        }
    }

    private static IOException Down => new("the network to the broker is down");

    public async Task<IPublisher> OpenPublisherAsync(CancellationToken cancellationToken) =>
        IsUp ? new Publisher(this, await broker.OpenPublisherAsync(cancellationToken)) : throw Down;

    public async Task<ISubscription> SubscribeAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_isUp)
            {
                throw Down;
            }

            _connected.Add(onLost);
        }

        try
        {
            return new Subscription(this, onLost, await broker.SubscribeAsync(queue, onDelivery, onLost, cancellationToken));
        }
        catch
        {
            Forget(onLost);
            throw;
        }
    }

    private void Forget(Action<string> onLost)
    {
        lock (_lock)
        {
            _connected.Remove(onLost);
        }
    }

    /// <summary>One consumer's end, which is told of a cut as long as it is open.</summary>
    private sealed class Subscription(CuttableBroker network, Action<string> onLost, ISubscription inner) : ISubscription
    {
        public Task AcknowledgeAsync(Delivery delivery) => inner.AcknowledgeAsync(delivery);

        public Task RejectAsync(Delivery delivery) => inner.RejectAsync(delivery);

        public ValueTask DisposeAsync()
        {
            network.Forget(onLost);
            return inner.DisposeAsync();
        }
    }

    /// <summary>A way in, as long as the network works.</summary>
    private sealed class Publisher(CuttableBroker network, IPublisher inner) : IPublisher
    {
        public Task PublishAsync(string queue, BrokerMessage message, CancellationToken cancellationToken) =>
            network.IsUp ? inner.PublishAsync(queue, message, cancellationToken) : Task.FromException(Down);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
