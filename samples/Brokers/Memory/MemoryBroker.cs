namespace Brokers;

/// <summary>A broker within the program, with the rules of the real one: a message stays until it is acknowledged, and one that is given back, or
/// whose consumer is gone, is delivered again before the others. It ends with the program, and all that it holds.</summary>
public sealed class MemoryBroker : IBroker, IPublisher
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>Is told of each acknowledgement, in their order.</summary>
    public Action<string, BrokerMessage>? OnAcknowledged { get; init; }

    /// <summary>Messages that wait, and messages that are with a consumer.</summary>
    public (int Waiting, int Delivered) Count(string queue)
    {
        lock (_lock)
        {
            return Find(queue).Count();
        }
    }

    public Task<IPublisher> OpenPublisherAsync(CancellationToken cancellationToken) => Task.FromResult<IPublisher>(this);

    public Task PublishAsync(string queue, BrokerMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Find(queue).Add(message);
        }

        return Task.CompletedTask;
    }

    public Task<ISubscription> SubscribeAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<ISubscription>(new Subscription(this, Find(queue), Find(queue).Subscribe(onDelivery)));
        }
    }

    /// <summary>Nothing: it lives as long as the program.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MemoryQueue Find(string queue)
    {
        if (!_queues.TryGetValue(queue, out MemoryQueue? found))
        {
            _queues[queue] = found = new MemoryQueue();
        }

        return found;
    }

    private sealed class Subscription(MemoryBroker broker, MemoryQueue queue, MemoryQueue.Outlet outlet) : ISubscription
    {
        public Task AcknowledgeAsync(Delivery delivery)
        {
            lock (broker._lock)
            {
                if (queue.Acknowledge(outlet, delivery.Tag))
                {
                    broker.OnAcknowledged?.Invoke(broker._queues.First(entry => entry.Value == queue).Key, delivery.Message);
                }
            }

            return Task.CompletedTask;
        }

        public Task RejectAsync(Delivery delivery)
        {
            lock (broker._lock)
            {
                queue.Reject(outlet, delivery.Tag);
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            lock (broker._lock)
            {
                queue.Unsubscribe(outlet);
            }

            return ValueTask.CompletedTask;
        }
    }
}
