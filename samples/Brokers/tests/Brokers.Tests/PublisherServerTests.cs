namespace Brokers.Tests;

public sealed class PublisherServerTests
{
    [Fact]
    public void Publish_BrokerAwayAndBack_CostsAnIncarnationAndGoesOn() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        var broker = new MovableBroker();
        SupervisorRef supervisor = await test.StartSupervisedAsync(Supervisor.OneForOne("publishing", tree => tree.Child(
            ChildSpec.Server("publisher", () => new PublisherServer(broker), new ServerOptions { Name = "publisher", TrapExits = true }))));
        ServerRef<PublisherMessage> publisher = ServerRef<PublisherMessage>.ForName(test.Runtime, "publisher");

        broker.IsAway = true;
        CallResult<bool> refused = await publisher.TryCallAsync(new PublisherMessage.Publish("q", new BrokerMessage("1", "lost")));
        broker.IsAway = false;
        await test.IdleAsync();
        CallResult<bool> taken = await publisher.TryCallAsync(new PublisherMessage.Publish("q", new BrokerMessage("2", "kept")));

        Assert.Contains("No broker", refused.Failure!.Detail, StringComparison.Ordinal);
        Assert.True(taken.IsReply);
        Assert.Equal((1, 0), broker.Memory.Count("q"));
        Assert.Single(await supervisor.ListChildrenAsync());
    });

    /// <summary>A broker that can be away.</summary>
    private sealed class MovableBroker : IBroker
    {
        public MemoryBroker Memory { get; } = new();

        public bool IsAway { get; set; }

        public Task<IPublisher> OpenPublisherAsync(CancellationToken cancellationToken) =>
            IsAway ? Task.FromException<IPublisher>(new IOException("No broker answers.")) : Memory.OpenPublisherAsync(cancellationToken);

        public Task<ISubscription> SubscribeAsync(string queue, Action<Delivery> onDelivery, Action<string> onLost, CancellationToken cancellationToken) =>
            Memory.SubscribeAsync(queue, onDelivery, onLost, cancellationToken);
    }
}
