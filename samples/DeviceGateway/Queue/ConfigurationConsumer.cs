using Brokers;

namespace DeviceGateway;

/// <summary>Takes changes of the configuration from the queue to the cache, and acknowledges each when it is on the disk. What is no change is logged and
/// dropped: it would be none the next time either. Starts without the broker, and outlives it.</summary>
internal sealed class ConfigurationConsumer(GatewayParts parts, string id, Attempts attempts, Owned<ISubscription> owned) : GenServer<ConsumerMessage>
{
    private int _subscriptions;
    private int _dropped;

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument) => SubscribeAsync();

    protected override async ValueTask HandleAsync(ConsumerMessage message)
    {
        switch (message)
        {
            case ConsumerMessage.Connect when owned.Current is null:
                await SubscribeAsync();
                break;
            case ConsumerMessage.Delivered delivered when IsOpen(delivered.Subscription):
                await TakeAsync(delivered.Delivery);
                break;
            case ConsumerMessage.Lost lost when IsOpen(lost.Subscription):
                await LoseAsync(lost.Why);
                break;
        }
    }

    protected override object Describe() => new { Subscribed = owned.Current is not null, Dropped = _dropped, attempts.Why };

    private bool IsOpen(int subscription) => subscription == _subscriptions && owned.Current is not null;

    private async ValueTask TakeAsync(Delivery delivery)
    {
        (ConfigurationChange? change, string? mistake) = ChangeText.Read(delivery.Message.Text);
        if (change is null)
        {
            _dropped++;
            parts.Logger.GarbageInQueue(id, mistake!);
        }
        else if (!(await GatewayNames.Cache(Context.Runtime).TryCallAsync(new CacheMessage.Apply(change), cancellationToken: Stopping)).IsReply)
        {
            // The right side is away: the change waits in its queue.
            await owned.CloseAsync();
            attempts.Pause(Context, "the configuration cache is away", new ConsumerMessage.Connect());
            return;
        }

        try
        {
            await owned.Current!.AcknowledgeAsync(delivery);
        }
        catch (Exception lost) when (LostBroker.Is(lost, Stopping))
        {
            await LoseAsync(lost.Message);
        }
    }

    private async ValueTask SubscribeAsync()
    {
        ServerRef<ConsumerMessage> self = SelfRef;
        int subscription = ++_subscriptions;
        try
        {
            owned.Current = await parts.Broker.SubscribeAsync(
                QueueNames.Config,
                delivery => self.Cast(new ConsumerMessage.Delivered(subscription, delivery)),
                why => self.Cast(new ConsumerMessage.Lost(subscription, why)),
                Stopping);
            attempts.Succeed();
        }
        catch (Exception refused) when (LostBroker.Is(refused, Stopping))
        {
            attempts.Fail(Context, refused.Message, new ConsumerMessage.Connect());
        }
    }

    private async ValueTask LoseAsync(string why)
    {
        await owned.CloseAsync();
        attempts.Lose(Context, why, new ConsumerMessage.Connect());
    }
}
