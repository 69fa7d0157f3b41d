namespace DeviceGateway.Tests;

/// <summary>Switches over everything that the brain does.</summary>
public sealed class SwitchTests
{
    private static readonly TimeSpan Interval = new ReconcilerOptions<DeviceConfiguration>().Interval;

    [Theory]
    [InlineData("hall-1", true)]
    [InlineData(GatewayNames.Repairs, true)]
    [InlineData("device:17", true)]
    [InlineData("hall-2", false)]
    public void Pause_StopsRepairsOfWhatItNames_UntilItIsResumed(string word, bool holds) => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test, new World(test.Time, devices: 20));
            gateway.Parts.Repairs.Pause(word);

            gateway.Repair("17").Pid.Exit(ExitReason.Kill);
            await test.AdvanceAsync(TimeSpan.FromMinutes(10));
            Assert.Equal(holds, !gateway.Repair("17").Pid.IsAlive);
            Assert.Equal(holds ? [word] : [], gateway.Repair("17").PausedBy);
            Assert.Equal([word], gateway.Parts.Repairs.Paused);

            gateway.Parts.Repairs.Resume(word);
            await test.AdvanceAsync(Interval);
            Assert.True(gateway.Repair("17").Pid.IsAlive);
            Assert.Empty(gateway.Parts.Repairs.Paused);
        },
        Gateway.Rough);

    [Fact]
    public void Pause_IsSeenInTheProcessOfTheRepairs() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            gateway.Parts.Repairs.Pause("hall-1");

            ProcessInfo shown = (await gateway.Runtime.InfoAsync(gateway.Find(GatewayNames.Repairs)))!;

            Assert.Contains("hall-1", Assert.IsAssignableFrom<IReadOnlyList<ReconciledChild>>(shown.State)[0].PausedBy);
        },
        Gateway.Rough);
}
