namespace DeviceGateway.Tests;

/// <summary>The configuration in memory and on the disk, with and without the database.</summary>
public sealed class ConfigurationTests
{
    private static readonly DeviceConfiguration New = new("new", "memory", 0, TimeSpan.FromSeconds(1), "hall-9");

    [Fact]
    public void Read_WhileTheDatabaseIsDown_IsServedFromMemory() => Simulation.Test(async test =>
    {
        Gateway gateway = await Gateway.StartAsync(test, new World(test.Time, devices: 3));
        gateway.World.IsLeftUp = false;
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        ConfigurationView view = await gateway.ConfigurationAsync();

        Assert.Equal(["1", "2", "3"], view.Devices.Select(device => device.Id));
        Assert.True(view.IsConfirmed);
    });

    [Fact]
    public void Start_WithoutTheDatabase_ServesWhatWasOnTheDisk() => Simulation.Test(async test =>
    {
        Gateway first = await Gateway.StartAsync(test, new World(test.Time, devices: 3));
        await first.ApplyAsync(new ConfigurationChange(Put: [New]));
        first.World.IsLeftUp = false;
        await test.StopSupervisedAsync(GatewayNames.Root);

        Gateway second = await Gateway.StartAsync(test, first.World);

        ConfigurationView view = await second.ConfigurationAsync();
        Assert.Equal(["1", "2", "3", "new"], view.Devices.Select(device => device.Id));
        Assert.False(view.IsConfirmed);
        Assert.Equal(DeviceState.Online, (await second.LookAsync("new")).State);
    });

    [Fact]
    public void Start_WithoutTheDatabaseRefusingStale_FailsAndNamesThePrerequisite() => Simulation.Test(async test =>
    {
        var world = new World(test.Time, devices: 3) { IsLeftUp = false };
        world.ConfigurationDisk.Stored = new StoredConfiguration(MemoryDevices.Configure(3), []);

        TestFailedException refused = await Assert.ThrowsAsync<TestFailedException>(
            () => Gateway.StartAsync(test, world, parts => parts with { RefusesStale = true }));

        Assert.Contains("fresh-configuration", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(Pid.None, test.Runtime.Find(GatewayNames.ConfigurationCache));
    }, Gateway.Rough);

    [Fact]
    public void Start_RefusingStale_BeginsWithWhatTheDatabaseSays() => Simulation.Test(async test =>
    {
        var world = new World(test.Time, devices: 3);
        world.ConfigurationDisk.Stored = new StoredConfiguration([New], [new ConfigurationChange(Put: [New with { Id = "unsaved" }])]);

        Gateway gateway = await Gateway.StartAsync(test, world, parts => parts with { RefusesStale = true });

        Assert.Equal(["1", "2", "3", "unsaved"], (await gateway.ConfigurationAsync()).Devices.Select(device => device.Id));
        Assert.DoesNotContain(gateway.Parts.Repairs.List(), device => device.Key == "device:new");
    });

    [Fact]
    public void Version_AfterTheCacheAndTheProgram_GoesOn() => Simulation.Test(async test =>
    {
        Gateway first = await Gateway.StartAsync(test, new World(test.Time, devices: 3));
        Assert.Equal(2, await first.ApplyAsync(new ConfigurationChange(Remove: ["1"])));
        first.Find(GatewayNames.ConfigurationCache).Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await first.ApplyAsync(new ConfigurationChange(Put: [New])));
        await test.StopSupervisedAsync(GatewayNames.Root);

        Gateway second = await Gateway.StartAsync(test, first.World);

        Assert.Equal(3, (await second.ConfigurationAsync()).Version);
        Assert.Equal(4, await second.ApplyAsync(new ConfigurationChange(Remove: ["new"])));
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["device:2", "device:3"], second.DevicePids().Keys.Order(StringComparer.Ordinal));
    }, Gateway.Rough);

    [Theory]
    [InlineData("1", 7)]
    [InlineData("other", 8)]
    public void Version_OfADiskThatTheDatabaseOverrules_GrowsIfThatChangesSomething(string id, long version) => Simulation.Test(async test =>
    {
        var world = new World(test.Time, devices: 1);
        world.ConfigurationDisk.Stored = new StoredConfiguration([MemoryDevices.Configure(1)[0] with { Id = id }], [], 7);

        Gateway gateway = await Gateway.StartAsync(test, world, parts => parts with { RefusesStale = true });

        Assert.Equal(version, (await gateway.ConfigurationAsync()).Version);
    });

    [Fact]
    public void Change_WhileTheDatabaseIsDown_IsSavedThereWhenItIsBack() => Simulation.Test(async test =>
    {
        Gateway gateway = await Gateway.StartAsync(test, new World(test.Time, devices: 3));
        gateway.World.IsLeftUp = false;
        await gateway.ApplyAsync(new ConfigurationChange(Put: [New], Remove: ["2"]));
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await gateway.ConfigurationAsync()).Unsaved);

        gateway.World.IsLeftUp = true;
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, (await gateway.ConfigurationAsync()).Unsaved);
        await using IDatabaseSession session = await gateway.World.Database.OpenAsync(default);
        Assert.Equal(["1", "3", "new"], (await session.LoadConfigurationAsync(default)).Select(device => device.Id));
    });

    [Fact]
    public void Database_SaysSomethingElse_IsWhatRunsWithinAMinute() => Simulation.Test(async test =>
    {
        Gateway gateway = await Gateway.StartAsync(test, new World(test.Time, devices: 3));
        await using IDatabaseSession session = await gateway.World.Database.OpenAsync(default);

        await session.SaveConfigurationAsync([New], default);
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["device:new"], gateway.DevicePids().Keys);
    });
}
