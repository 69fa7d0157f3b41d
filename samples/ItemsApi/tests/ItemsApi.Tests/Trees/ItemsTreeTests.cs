using Supervision;
using Supervision.Hosting;

namespace ItemsApi.Tests;

public sealed class ItemsTreeTests : TreeTestBase
{
    [Fact]
    public async Task Start_PrerequisiteFails_StartsNothingToItsRightAndNamesIt()
    {
        Stores.CheckFails = new StoreUnavailableException("the disk is gone", new IOException());

        var failed = await Assert.ThrowsAsync<StartFailedException>(() => StartAsync(ItemsTree.Build(Parts)));

        Assert.Equal($"The supervision tree did not start. {Names.Root}/repository-reachable: the disk is gone", TreeStartException.For(Names.Root, failed).Message);
        Assert.Equal(0, Stores.Opened);
        Assert.Equal(0, Simulation.Runtime.ProcessCount);
    }

    [Fact]
    public async Task Start_StoreDoesNotOpen_NamesTheWholePath()
    {
        Stores.MayOpen = Task.FromException(new IOException("damaged"));

        var failed = await Assert.ThrowsAsync<StartFailedException>(() => StartAsync(ItemsTree.Build(Parts)));

        Assert.Equal($"The supervision tree did not start. {Names.Root}/repository/items: damaged", TreeStartException.For(Names.Root, failed).Message);
    }

    [Fact]
    public async Task Repository_Killed_ClosesItsStoreBeforeTheNextOpens()
    {
        await StartAsync(ItemsTree.Build(Parts));
        Pid gate = Find(Names.RepositoryGate);

        Find(Names.Repository).Exit(ExitReason.Kill);
        Simulation.RunUntilIdle();

        Assert.Equal((2, 1), (Stores.Opened, Stores.Closed));
        Assert.NotEqual(gate, Find(Names.RepositoryGate));
        Assert.True(Find(Names.RepositoryGate).IsAlive);
    }

    [Fact]
    public async Task Repository_OpensSlowly_HasNoGateMeanwhile()
    {
        Task<SupervisorRef> start = StartAsync(ItemsTree.Build(Parts with { SlowOpen = TimeSpan.FromSeconds(2) }));
        Simulation.Advance(TimeSpan.FromSeconds(2));
        await start;

        Find(Names.Repository).Exit(ExitReason.Kill);
        Simulation.Advance(TimeSpan.FromSeconds(1.9));
        Pid during = Find(Names.RepositoryGate);
        Simulation.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(Pid.None, during);
        Assert.True(Find(Names.RepositoryGate).IsAlive);
    }

    [Fact]
    public async Task Repository_NeverOpensAgain_EndsTheRoot()
    {
        SupervisorRef root = await StartAsync(ItemsTree.Build(Parts));
        Stores.MayOpen = Task.FromException(new IOException("damaged"));

        Find(Names.Repository).Exit(ExitReason.Kill);
        Simulation.RunUntilIdle();

        Assert.False(root.Pid.IsAlive);
        Assert.Equal(0, Simulation.Runtime.ProcessCount);
    }

    [Fact]
    public async Task Add_BetweenTwoMicroseconds_HasATimeThatBothStoresCanHold()
    {
        await StartAsync(ItemsTree.Build(Parts));
        DateTimeOffset before = Simulation.Runtime.Time.GetUtcNow();
        Simulation.Advance(TimeSpan.FromTicks(12_345));

        ValueTask<StoreReply<Item>> add = ServerRef<RepositoryMessage>.ForName(Simulation.Runtime, Names.Repository)
            .CallAsync(new RepositoryMessage.Add(new NewItem("lamp", null)));
        Simulation.RunUntilIdle();

        Assert.IsType<StoreReply<Item>.Ok>(await add);
        Assert.Equal(before.AddTicks(12_340), Assert.Single(Stores.Items).CreatedAt);
    }

    [Fact]
    public async Task Stop_MailerHangs_EndsAfterItsDeadlineAndNamesIt()
    {
        SupervisorRef root = await StartAsync(ItemsTree.Build(Parts));
        ServerRef<MailerMessage>.ForName(Simulation.Runtime, Names.Mailer).Cast(new MailerMessage.Hang());
        Simulation.RunUntilIdle();

        Task<ExitReason> stop = root.StopAsync(ExitReason.Shutdown);
        Simulation.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ExitReason.Shutdown, await stop);
        Assert.Equal(0, Simulation.Runtime.ProcessCount);
        Assert.Equal(1, Simulation.Runtime.StragglerCount);
        Assert.Contains(Log.All, line => line.Contains("mailer<", StringComparison.Ordinal) && line.Contains("did not within", StringComparison.Ordinal));
        Assert.Contains(Log.All, line => line.Contains("Repository stopped", StringComparison.Ordinal));
    }
}
