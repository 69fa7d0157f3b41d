namespace DeviceGateway.Tests;

/// <summary>Kill everything with our mind: for every node of the gateway, what follows from its death is written down, and is so.</summary>
public sealed class WhatIfTests
{
    private const string Page = "WHAT-IF.md";
    private const string AcceptVariable = "SUPERVISION_ACCEPT_CASES";
    private const string Begin = "<!-- table -->\n";

    [Fact]
    public void WhatIfDies_EveryNode_IsAsThePageSays() => Simulation.Test(async test =>
    {
        Gateway gateway = await StartAsync(test);
        string table = WhatIfTable.Of(await gateway.SnapshotAsync());
        string page = Repository.Read(Page);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Repository.Write(Page, page.Split(Begin)[0] + Begin + table);
            page = Repository.Read(Page);
        }

        Assert.Equal(table, page.Split(Begin)[1]);
    });

    /// <summary>Each process is killed in a gateway of its own, and what was foretold for sure is what happens.</summary>
    [Fact]
    public void RunningGateway_EachNodeKilled_DoesWhatThePageForetells()
    {
        string[] paths = [];
        Simulation.Test(async test => paths = [.. (await (await StartAsync(test)).SnapshotAsync()).Root.All().Skip(1).Select(entry => entry.Path)]);
        Assert.True(paths.Length > 35, "the tree is too small");
        foreach (string path in paths)
        {
            Simulation.Test(
                async test =>
                {
                    Gateway gateway = await StartAsync(test);
                    TreeSnapshot before = await gateway.SnapshotAsync();
                    TreePrediction foretold = before.WhatIfDies(path).First;

                    before.Find(path)!.Pid.Exit(ExitReason.Kill);
                    await test.EventuallyAsync(() => gateway.Find(GatewayNames.Left).IsAlive && gateway.Find(GatewayNames.Right).IsAlive, TimeSpan.FromMinutes(1));
                    await test.IdleAsync();

                    TreeSnapshot after = await gateway.SnapshotAsync();
                    string[] changed = [.. foretold.Fates.Keys.Where(place => after.Find(place)?.Pid != before.Find(place)!.Pid)];
                    Assert.All(foretold.MustDie, place => Assert.Contains(place, changed));
                    Assert.All(changed, place => Assert.True(foretold.MustDie.Contains(place) || foretold.MayDie.Contains(place), $"{path}: {place}"));
                },
                Gateway.Rough);
        }
    }

    /// <summary>Two devices stand for all.</summary>
    private static Task<Gateway> StartAsync(TestProcess test) => Gateway.StartAsync(test, new World(test.Time, devices: 2));
}
