using Supervision;
using Supervision.Testing;

namespace ItemsApi.Tests;

public sealed class RepositoryServerTests
{
    private readonly MemoryStores _stores = new();

    [Fact]
    public void Add_ManyWaiting_ShareOneBatchAndEachGetsItsOwnItem() => Simulation.Test(async test =>
    {
        ServerRef<RepositoryMessage> repository = await StartAsync(test);

        ValueTask<StoreReply<Item>>[] calls = [.. Enumerable.Range(0, 10)
            .Select(i => repository.CallAsync(new RepositoryMessage.Add(new NewItem(Invariant($"item {i}"), null))))];

        for (int i = 0; i < calls.Length; i++)
        {
            var stored = Assert.IsType<StoreReply<Item>.Ok>(await calls[i]);
            Assert.Equal((i + 1, Invariant($"item {i}")), (stored.Value.Id, stored.Value.Name));
        }

        Assert.Equal([10], _stores.Batches);
    });

    [Fact]
    public void Add_MoreThanABatch_IsStoredInSeveral() => Simulation.Test(async test =>
    {
        ServerRef<RepositoryMessage> repository = await StartAsync(test);

        ValueTask<StoreReply<Item>>[] calls = [.. Enumerable.Range(0, 300)
            .Select(_ => repository.CallAsync(new RepositoryMessage.Add(new NewItem("item", null))))];
        foreach (ValueTask<StoreReply<Item>> call in calls)
        {
            Assert.IsType<StoreReply<Item>.Ok>(await call);
        }

        Assert.Equal([256, 44], _stores.Batches);
        Assert.Equal(300, _stores.Items.Count);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_StoreIsAway_IsUnavailableAndTheRepositoryLives(bool throwsAtOnce) => Simulation.Test(async test =>
    {
        _stores.ThrowsAtOnce = throwsAtOnce;
        ServerRef<RepositoryMessage> repository = await StartAsync(test);
        _stores.UseFails = new StoreUnavailableException("away", new IOException());

        Assert.Equal(new StoreReply<Item>.Unavailable("away"), await repository.CallAsync(new RepositoryMessage.Add(new NewItem("item", null))));
        Assert.Equal(new StoreReply<Item?>.Unavailable("away"), await repository.CallAsync(new RepositoryMessage.Find(1)));
        Assert.Equal(new StoreReply<bool>.Unavailable("away"), await repository.CallAsync(new RepositoryMessage.Ping()));

        Assert.True(repository.Pid.IsAlive);
    });

    [Fact]
    public void Add_StoreBreaks_EveryCallerOfTheBatchFailsAndTheRepositoryEnds() => Simulation.Test(async test =>
    {
        ServerRef<RepositoryMessage> repository = await StartAsync(test);
        _stores.UseFails = new IOException("broken");

        ValueTask<CallResult<StoreReply<Item>>> first = repository.TryCallAsync(new RepositoryMessage.Add(new NewItem("one", null)));
        ValueTask<CallResult<StoreReply<Item>>> second = repository.TryCallAsync(new RepositoryMessage.Add(new NewItem("two", null)));

        Assert.Equal(CallFailureCause.ServerEnded, (await first).Failure?.Cause);
        Assert.Equal(CallFailureCause.ServerEnded, (await second).Failure?.Cause);
        await test.ExpectDownAsync(repository.Pid);
    });

    [Fact]
    public void Stop_WithABatchInHand_StoresIt() => Simulation.Test(async test =>
    {
        ServerRef<RepositoryMessage> repository = await StartAsync(test);

        ValueTask<StoreReply<Item>> call = repository.CallAsync(new RepositoryMessage.Add(new NewItem("last", null)));
        await repository.StopAsync();

        Assert.IsType<StoreReply<Item>.Ok>(await call);
        Assert.Equal("last", Assert.Single(_stores.Items).Name);
    });

    private Task<ServerRef<RepositoryMessage>> StartAsync(TestProcess test) =>
        test.StartSupervisedAsync(() => new RepositoryServer(new OwnedStore(_stores), TimeSpan.Zero, isAudited: false, test.Logs.CreateLogger("repository")));
}
