namespace DeviceGateway.Tests;

/// <summary>What goes when something large goes, and what stays.</summary>
public sealed class LossTests
{
    [Fact]
    public void Cache_Dies_StopsThePollersFirstAndBringsThemBackAfterIt() => Run(async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync();
        string[] right = [GatewayNames.Manager, GatewayNames.Pollers, GatewayNames.ReadingsQueue];
        Pid[] pids = [.. right.Select(gateway.Find)];
        int seen = test.Simulation.Exits.Count;

        gateway.Find(GatewayNames.ConfigurationCache).Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(3));

        Pid[] ended = [.. test.Simulation.Exits.Skip(seen).Select(exit => exit.Pid)];
        Assert.Equal(pids, ended.Where(pids.Contains));
        Assert.InRange(Array.IndexOf(ended, before[Path(before, "device:1")]), 0, Array.IndexOf(ended, pids[1]) - 1);
        Dictionary<string, Pid> after = await gateway.PidsAsync();
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(after.Where(process => process.Key.Contains("/right/", StringComparison.Ordinal)), process => Assert.NotEqual(before[process.Key], process.Value));
        Assert.All(after.Where(process => process.Key.Contains("/left", StringComparison.Ordinal)), process => Assert.Equal(before[process.Key], process.Value));
    });

    [Fact]
    public void Left_Dies_ChangesNobodyOnTheRight() => Run(async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync("right");
        Pid left = gateway.Find(GatewayNames.Left);

        left.Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.NotEqual(left, gateway.Find(GatewayNames.Left));
        Assert.Equal(before, await gateway.PidsAsync("right"));
    });

    [Fact]
    public void Left_LostBeyondItsLimits_LeavesTheRightWhichQueuesItsReadingsOnTheDisk() => Run(async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync("right");
        await gateway.ExhaustAsync(GatewayNames.Left, () => gateway.Find(GatewayNames.Metrics));
        Assert.Equal(Pid.None, gateway.Find(GatewayNames.Left));
        await test.AdvanceAsync(TimeSpan.FromSeconds(4));
        int waiting = gateway.World.ReadingsDisk.Waiting.Count;
        Dictionary<string, Pid> without = await gateway.PidsAsync("right");
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.InRange(waiting, 3 * 3, 3 * 10);
        Assert.Equal(before, without);
        Assert.True(gateway.Find(GatewayNames.Left).IsAlive);
        Assert.True(gateway.World.ReadingsDisk.Waiting.Count < 3, "what waited has not reached the left side");
        Assert.All(gateway.World.Fleet.All, device => Assert.True(gateway.World.Database.Has(device.Id, 5)));
        Assert.Equal(before, await gateway.PidsAsync("right"));
    });

    [Fact]
    public void Left_LostForDaysAgainAndAgain_NeverCostsTheRoot() => Run(async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync("right");
        for (int time = 0; time < 20; time++)
        {
            await test.EventuallyAsync(() => gateway.Find(GatewayNames.Metrics).IsAlive, TimeSpan.FromMinutes(5));
            await gateway.ExhaustAsync(GatewayNames.Left, () => gateway.Find(GatewayNames.Metrics));
        }

        Assert.Equal(before, await gateway.PidsAsync("right"));
    });

    [Fact]
    public void Cache_ThatCannotBeKept_TakesTheRightAndTheRootDecides() => Run(async (test, gateway) =>
    {
        (Pid right, Pid root) = (gateway.Find(GatewayNames.Right), gateway.Root.Pid);
        int seen = test.Simulation.Exits.Count;
        gateway.World.ConfigurationDisk.IsBroken = true;

        gateway.Find(GatewayNames.ConfigurationCache).Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(30));

        Pid[] ended = [.. test.Simulation.Exits.Skip(seen).Select(exit => exit.Pid).Where(pid => pid == right || pid == root)];
        Assert.Equal([right, root], ended);
        Assert.False(gateway.Root.Pid.IsAlive);
    });

    private static string Path(Dictionary<string, Pid> pids, string id) => pids.Keys.Single(path => path.EndsWith("/" + id, StringComparison.Ordinal));

    private static void Run(Func<TestProcess, Gateway, Task> body) => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test, new World(test.Time, devices: 3));
            await test.AdvanceAsync(TimeSpan.FromSeconds(5));
            await body(test, gateway);
            gateway.World.MustHaveAllAcknowledged();
        },
        Gateway.Rough);
}
