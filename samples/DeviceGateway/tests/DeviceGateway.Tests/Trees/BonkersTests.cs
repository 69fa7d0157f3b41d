namespace DeviceGateway.Tests;

/// <summary>One device sends garbage for ever: it is given up, and nobody else notices.</summary>
public sealed class BonkersTests
{
    [Fact]
    public void Device17_GarbageForEver_IsGoneAfterItsLimitAndTheOther199KeepTheirProcesses() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            Dictionary<string, Pid> before = await gateway.PidsAsync();
            Assert.Equal(200, gateway.DevicePids().Count);

            await gateway.GiveUpAsync("17");

            Assert.Equal(199, gateway.DevicePids().Count);
            Assert.False(gateway.Machine("17").IsAlive);
            Dictionary<string, Pid> after = await gateway.PidsAsync();
            Assert.Equal(before.Keys.Where(path => !path.Split('/').Contains("device:17")).Order(), after.Keys.Order());
            Assert.All(after, process => Assert.Equal(before[process.Key], process.Value));
        },
        Gateway.Rough);

    [Fact]
    public void Device17_GivenUp_CostsNobodyAboveItARestart() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);

            await gateway.GiveUpAsync("17");

            TreeSnapshot snapshot = await gateway.SnapshotAsync();
            string root = snapshot.Root.Path;
            string[] above = [$"{root}/right/pollers", $"{root}/right", root];
            Assert.All(above, path => Assert.Empty(snapshot.Find(path)!.Supervisor!.RestartAges));
            Assert.Equal(ExitReason.Shutdown, gateway.Repair("17").LastReason);
        },
        Gateway.Rough);
}
