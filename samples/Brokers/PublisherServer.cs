namespace Brokers;

/// <summary>Puts messages into the queues. A broker that fails it ends this incarnation; the next one connects when it is first asked, so that a
/// broker that is away costs no restarts.</summary>
public sealed class PublisherServer(IBroker broker) : GenServer<PublisherMessage>
{
    private IPublisher? _publisher;

    protected override async ValueTask HandleAsync(PublisherMessage message)
    {
        if (message is PublisherMessage.Publish publish)
        {
            _publisher ??= await broker.OpenPublisherAsync(Stopping);
            await _publisher.PublishAsync(publish.Queue, publish.Message, Stopping);
            Reply(publish, true);
        }
    }

    protected override ValueTask TerminateAsync(ExitReason reason) => _publisher?.DisposeAsync() ?? ValueTask.CompletedTask;
}
