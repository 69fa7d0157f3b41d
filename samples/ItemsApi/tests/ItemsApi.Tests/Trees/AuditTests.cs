using Supervision;
using Supervision.Hosting;
using Supervision.Testing;

namespace ItemsApi.Tests;

/// <summary>No audit record, no transaction; and a trail that is lost for good ends everything.</summary>
public sealed class AuditTests : TreeTestBase
{
    private readonly MemoryAudit _audit = new();
    private int _posted;

    [Fact]
    public async Task Start_TrailIsMissing_StartsNothingToItsRightAndNamesIt()
    {
        _audit.IsLost = true;

        var failed = await Assert.ThrowsAsync<StartFailedException>(() => StartAsync(Tree()));

        Assert.Contains("audit-trail", TreeStartException.For(Names.Root, failed).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (Stores.Opened, Simulation.Runtime.ProcessCount));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Trail_LostForGoodWhilePeoplePost_EndsTheRootAndNothingIsAcceptedAfterTheLastRecord(ulong seed)
    {
        Draw(seed);
        SupervisorRef root = await StartAsync(Tree());
        List<Task<string?>> posts = [.. Enumerable.Range(0, 5).Select(_ => PostAsync())];
        Simulation.RunUntilIdle();

        for (int i = 0; i < 20; i++)
        {
            _audit.IsLost |= i == (int)(seed % 15);
            posts.Add(PostAsync());
            Simulation.Advance(TimeSpan.FromMilliseconds(50));
        }

        Simulation.Advance(TimeSpan.FromSeconds(10));
        string?[] accepted = [.. (await Task.WhenAll(posts)).OfType<string>()];
        Assert.False(root.Pid.IsAlive);
        Assert.NotEmpty(accepted);
        Assert.Empty(accepted.Except(_audit.Names));
        Assert.Empty(Stores.Items.Select(static item => item.Name).Except(_audit.Names));
        Assert.Equal(0, Simulation.Runtime.ProcessCount);
    }

    [Fact]
    public async Task Trail_LostWhileNobodyPosts_EndsTheRoot()
    {
        SupervisorRef root = await StartAsync(Tree());

        _audit.IsLost = true;
        Simulation.Advance(TimeSpan.FromSeconds(10));

        Assert.False(root.Pid.IsAlive);
    }

    [Fact]
    public async Task Trail_AwayForAMoment_RefusesAndGoesOnWithTheSameRepository()
    {
        await StartAsync(Tree());
        Pid repository = Find(Names.Repository);
        Find(Names.Audit).Exit(ExitReason.Kill);

        Task<string?> during = PostAsync();
        Simulation.RunUntilIdle();
        Task<string?> after = PostAsync();
        Simulation.RunUntilIdle();

        await during;
        Assert.NotNull(await after);
        Assert.Equal(repository, Find(Names.Repository));
    }

    private SupervisorSpec Tree() => ItemsTree.Build(Parts with { Audit = _audit });

    /// <returns>The name of the item that was acknowledged; null when it was not.</returns>
    private async Task<string?> PostAsync()
    {
        string name = Invariant($"item {_posted++}");
        CallResult<StoreReply<Item>> result = await ServerRef<RepositoryMessage>.ForName(Simulation.Runtime, Names.Repository)
            .TryCallAsync(new RepositoryMessage.Add(new NewItem(name, null)));
        return result is { IsReply: true, Reply: StoreReply<Item>.Ok } ? name : null;
    }
}
