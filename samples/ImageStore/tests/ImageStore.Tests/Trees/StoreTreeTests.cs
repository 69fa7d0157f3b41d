namespace ImageStore.Tests;

public sealed class StoreTreeTests
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

    [Theory]
    [InlineData("image-store/accounts", 3)]
    [InlineData("image-store/sessions", 2)]
    [InlineData("image-store/images", 1)]
    public void WhatIfDies_BeforeAnythingRuns_SaysTheSame(string path, int starts) =>
        Assert.Equal(starts, TreeSnapshot.Of(StoreTree.Build(Parts)).WhatIfDies(path).Starts.Count);

    private static StoreParts Parts => new() { Shelf = new MemoryShelf(), NewKey = static () => new SessionKey("key") };
}
