namespace ImageStore.Tests;

public sealed class StoreTreeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Names.Accounts, "accounts sessions images")]
    [InlineData(Names.Sessions, "sessions images")]
    [InlineData(Names.Images, "images")]
    public void Process_Dies_TakesWhatStandsOnItAndNothingElse(string process, string restarted) => Simulation.Test(async test =>
    {
        await test.StartSupervisedAsync(StoreTree.Build(Parts));
        Pid[] before = [.. Names.Servers.Select(test.Runtime.Find)];

        test.Runtime.Find(process).Exit(ExitReason.Kill);
        await test.IdleAsync();

        IEnumerable<string> others = Names.Servers.Where((name, at) => test.Runtime.Find(name) != before[at]);
        Assert.Equal(restarted, string.Join(' ', others));
    });

    /// <summary>Who asks the dead one must not die of it too: that would be two deaths of the three that the store has in 5 s.</summary>
    [Theory]
    [InlineData(Names.Accounts)]
    [InlineData(Names.Sessions)]
    [InlineData(Names.Images)]
    public void Process_DiesWhileItIsAsked_CostsOneRestart(string process) => Simulation.Explore(
        async test =>
        {
            test.AllowCrashes();
            int keys = 0;
            SupervisorRef root = await test.StartSupervisedAsync(StoreTree.Build(Parts with { NewKey = () => new SessionKey(Invariant($"key {keys++}")) }));
            StoreClient store = new(test.Runtime);
            SessionKey key = (await store.LogInAsync("ann")).Reply;
            test.Spawn(async _ => await store.AskAsync(new ImagesMessage.Add(key, "cat")));
            test.Spawn(async _ => await store.LogInAsync("bob"));
            test.Spawn(_ =>
            {
                test.Runtime.Find(process).Exit(ExitReason.Kill);
                return Task.CompletedTask;
            });
            await test.IdleAsync();

            TreeSnapshot tree = await TreeSnapshot.TakeAsync(root);
            Assert.Single(tree.Root.Supervisor!.RestartAges);
        },
        new ExplorationOptions { Schedules = 300, Output = output.WriteLine });

    [Theory]
    [InlineData("image-store/accounts", 3)]
    [InlineData("image-store/sessions", 2)]
    [InlineData("image-store/images", 1)]
    public void WhatIfDies_BeforeAnythingRuns_SaysTheSame(string path, int starts) =>
        Assert.Equal(starts, TreeSnapshot.Of(StoreTree.Build(Parts)).WhatIfDies(path).Starts.Count);

    private static StoreParts Parts => new() { Shelf = new MemoryShelf(), NewKey = static () => new SessionKey("key") };
}
