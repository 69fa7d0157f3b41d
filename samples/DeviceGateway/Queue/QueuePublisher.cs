using Brokers;

namespace DeviceGateway;

/// <summary>One publisher of the pool, of the same shape as a database worker: it starts without the broker, says that it is disconnected, and goes on
/// trying.</summary>
internal sealed class QueuePublisher(IBroker broker, Attempts attempts, Owned<IPublisher> owned) : GenServer<PublishMessage>
{
    /// <summary>A broker that takes longer to confirm is lost.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument) => ConnectAsync();

    protected override async ValueTask HandleAsync(PublishMessage message)
    {
        switch (message)
        {
            case PublishMessage.Connect when owned.Current is null:
                await ConnectAsync();
                break;
            case PublishMessage.Publish publish:
                Reply(publish, await PublishAsync(publish));
                break;
        }
    }

    protected override object Describe() => new { Connected = owned.Current is not null, attempts.Why };

    private async ValueTask<Remote<bool>> PublishAsync(PublishMessage.Publish publish)
    {
        if (owned.Current is not { } publisher)
        {
            return new Remote<bool>.Disconnected(attempts.Why!);
        }

        using var limit = new CancellationTokenSource(AnswersWithin, Context.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Stopping);
        try
        {
            await publisher.PublishAsync(publish.Queue, new BrokerMessage(publish.Id, publish.Text), end.Token);
            return new Remote<bool>.Done(true);
        }
        catch (Exception lost) when (LostBroker.Is(lost, Stopping))
        {
            await owned.CloseAsync();
            attempts.Lose(Context, lost.Message, new PublishMessage.Connect());
            return new Remote<bool>.Disconnected(attempts.Why!);
        }
    }

    private async ValueTask ConnectAsync()
    {
        try
        {
            owned.Current = await broker.OpenPublisherAsync(Stopping);
            attempts.Succeed();
        }
        catch (Exception refused) when (LostBroker.Is(refused, Stopping))
        {
            attempts.Fail(Context, refused.Message, new PublishMessage.Connect());
        }
    }
}
