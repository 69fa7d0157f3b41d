namespace DeviceGateway.Tests;

/// <summary>The brain: who is brought back, when, and who is not.</summary>
public sealed class RepairTests
{
    [Fact]
    public void Device17_GivenUp_ReturnsAfter10SecondsThenAnHourThenADay() => Simulation.Test(
        async test =>
        {
            var world = new World(test.Time, devices: 20, TimeSpan.FromHours(1));
            Gateway gateway = await Gateway.StartAsync(test, world);
            gateway.World.Fleet["17"].Mood = DeviceMood.Bonkers;
            List<TimeSpan> pauses = [];
            for (int time = 0; time < 4; time++)
            {
                await test.EventuallyAsync(() => gateway.Repair("17").Status == ReconciledChild.State.Waiting, TimeSpan.FromDays(2));
                pauses.Add(gateway.Repair("17").StartsIn!.Value);
                long gone = test.Time.GetTimestamp();
                await test.EventuallyAsync(() => gateway.Repair("17").Status == ReconciledChild.State.Running, TimeSpan.FromDays(2));
                Assert.Equal(pauses[^1], test.Time.GetElapsedTime(gone));
            }

            Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1)], pauses);
            Assert.Equal(20, gateway.DevicePids().Count);
        },
        Gateway.Rough);

    [Fact]
    public void Device17_SaneAgain_StaysWhenItReturns() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            await gateway.GiveUpAsync("17");

            gateway.World.Fleet["17"].Mood = DeviceMood.Sane;
            await test.AdvanceAsync(TimeSpan.FromSeconds(15));

            Assert.Equal(DeviceState.Online, (await gateway.LookAsync("17")).State);
        },
        Gateway.Rough);

    [Fact]
    public void Device_RemovedFromTheConfiguration_StopsWithItsSubtreeAndNoOther() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            Dictionary<string, Pid> before = await gateway.PidsAsync();

            await gateway.ApplyAsync(new ConfigurationChange(Remove: ["17"]));
            await test.IdleAsync();

            Dictionary<string, Pid> after = await gateway.PidsAsync();
            Assert.Equal(["device:17", "device:17/connection", "device:17/fsm"], before.Keys.Except(after.Keys).Select(path => path.Split("/pollers/")[1]).Order());
            Assert.All(after, process => Assert.Equal(before[process.Key], process.Value));
        },
        Gateway.Rough);

    [Theory]
    [InlineData(GatewayNames.Listener)]
    [InlineData(GatewayNames.Repairs)]
    [InlineData(GatewayNames.Manager)]
    public void Manager_Crashes_LosesNoDeviceAndRepairsAsBefore(string part) => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            Dictionary<string, Pid> before = gateway.DevicePids();

            gateway.Find(part).Exit(ExitReason.Kill);
            await test.IdleAsync();
            gateway.Repair("18").Pid.Exit(ExitReason.Kill);
            await gateway.ApplyAsync(new ConfigurationChange(Remove: ["19"]));
            await test.AdvanceAsync(TimeSpan.FromSeconds(11));

            Dictionary<string, Pid> after = gateway.DevicePids();
            Assert.Equal(199, after.Count);
            Assert.Equal(["device:18"], after.Where(device => before[device.Key] != device.Value).Select(device => device.Key));
            Assert.False(after.ContainsKey("device:19"));
        },
        Gateway.Rough);

    [Fact]
    public void Device_ConfiguredOtherwiseAfterItWasGivenUp_IsTriedAtOnce() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            await gateway.GiveUpAsync("17");

            gateway.World.Fleet["17"].Mood = DeviceMood.Sane;
            await gateway.ApplyAsync(new ConfigurationChange(Put: [MemoryDevices.Configure(17)[16] with { Host = "elsewhere" }]));
            await test.IdleAsync();

            Assert.Equal("elsewhere", (await gateway.LookAsync("17")).Device.Host);
        },
        Gateway.Rough);
}
