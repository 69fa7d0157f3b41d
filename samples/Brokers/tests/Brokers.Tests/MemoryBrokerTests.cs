namespace Brokers.Tests;

public sealed class MemoryBrokerTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly MemoryBroker _broker = new();
    private readonly List<Delivery> _first = [];
    private readonly List<Delivery> _second = [];

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Publish_TwoSubscriptions_DeliversToEachInTurn()
    {
        await SubscribeAsync(_first);
        await SubscribeAsync(_second);

        await PublishAsync(4);

        Assert.Equal(["1", "3"], Ids(_first));
        Assert.Equal(["2", "4"], Ids(_second));
    }

    [Fact]
    public async Task Publish_NobodyAcknowledges_DeliversTenAndKeepsTheRest()
    {
        ISubscription subscription = await SubscribeAsync(_first);
        await PublishAsync(12);
        Assert.Equal((2, 10), _broker.Count("q"));

        await subscription.AcknowledgeAsync(_first[0]);

        Assert.Equal(11, _first.Count);
        Assert.Equal((1, 10), _broker.Count("q"));
    }

    [Fact]
    public async Task Reject_Delivery_ComesAgainMarkedAndBeforeTheOthers()
    {
        ISubscription subscription = await SubscribeAsync(_first);
        await PublishAsync(1);

        await subscription.RejectAsync(_first[0]);

        Assert.Equal(new Delivery(2, new BrokerMessage("1", "one"), true), _first[1]);
    }

    [Fact]
    public async Task Dispose_Unacknowledged_GoToTheOtherInTheirOrder()
    {
        ISubscription subscription = await SubscribeAsync(_first);
        await PublishAsync(3);
        await subscription.AcknowledgeAsync(_first[1]);

        await subscription.DisposeAsync();
        await SubscribeAsync(_second);

        Assert.Equal(["1", "3"], Ids(_second));
        Assert.All(_second, delivery => Assert.True(delivery.IsRedelivered));
    }

    [Fact]
    public async Task Acknowledge_AfterDispose_ChangesNothing()
    {
        ISubscription subscription = await SubscribeAsync(_first);
        await PublishAsync(1);

        await subscription.DisposeAsync();
        await subscription.AcknowledgeAsync(_first[0]);

        Assert.Equal((1, 0), _broker.Count("q"));
    }

    private Task<ISubscription> SubscribeAsync(List<Delivery> deliveries) => _broker.SubscribeAsync("q", deliveries.Add, _ => { }, None);

    private async Task PublishAsync(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            await _broker.PublishAsync("q", new BrokerMessage(Invariant($"{i}"), i == 1 ? "one" : "more"), None);
        }
    }

    private static IEnumerable<string> Ids(IEnumerable<Delivery> deliveries) => deliveries.Select(delivery => delivery.Message.Id);
}
