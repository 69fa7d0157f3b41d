namespace DeviceGateway.Tests;

/// <summary>State machine and connection of one device.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void Connection_Killed_LeavesTheMachineWithItsReadingsAndTheGapIsNoted() => Run(async (test, gateway) =>
    {
        (Pid machine, Pid connection) = (gateway.Machine("1"), gateway.Connection("1"));
        DeviceView before = await gateway.LookAsync("1");

        connection.Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(machine, gateway.Machine("1"));
        Assert.NotEqual(connection, gateway.Connection("1"));
        DeviceView after = await gateway.LookAsync("1");
        Assert.Equal(DeviceState.Online, after.State);
        Assert.Equal(before.Latest, after.Latest.Take(before.Latest.Count));
        Assert.True(after.Taken > before.Taken);
        DeviceGap gap = Assert.Single(after.Gaps);
        Assert.Equal((before.Latest[^1].At, 0), (gap.From, gap.Missing));
        Assert.True(gap.To > gap.From);
    });

    [Fact]
    public void Machine_Killed_MakesBothNew() => Run(async (test, gateway) =>
    {
        (Pid machine, Pid connection, Pid supervisor) = (gateway.Machine("1"), gateway.Connection("1"), gateway.Repair("1").Pid);

        machine.Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.True(gateway.Machine("1").IsAlive && gateway.Connection("1").IsAlive);
        Assert.NotEqual(machine, gateway.Machine("1"));
        Assert.NotEqual(connection, gateway.Connection("1"));
        Assert.Equal(supervisor, gateway.Repair("1").Pid);
        Assert.Empty((await gateway.LookAsync("1")).Gaps);
        Assert.Equal(1, gateway.World.Fleet["1"].Open);
    });

    [Theory]
    [InlineData(DeviceMood.Away)]
    [InlineData(DeviceMood.Silent)]
    public void Device_NotReached_IsOfflineAndCostsNoProcess(object mood) => Run(async (test, gateway) =>
    {
        (Pid machine, Pid connection) = (gateway.Machine("1"), gateway.Connection("1"));
        gateway.World.Fleet["1"].Mood = (DeviceMood)mood;
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        DeviceView away = await gateway.LookAsync("1");
        gateway.World.Fleet["1"].Mood = DeviceMood.Sane;
        await test.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((machine, connection), (gateway.Machine("1"), gateway.Connection("1")));
        Assert.Equal(DeviceState.Offline, away.State);
        DeviceView back = await gateway.LookAsync("1");
        Assert.Equal(DeviceState.Online, back.State);
        Assert.True(Assert.Single(back.Gaps) is { Missing: 0 } gap && gap.To - gap.From > TimeSpan.FromMinutes(59));
    });

    [Fact]
    public void Device_ThatCountsOnWithoutUs_HasItsMissingReadingsNoted() => Run(async (test, gateway) =>
    {
        gateway.World.Fleet["1"].Skip(5);
        await test.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.InRange(Assert.Single((await gateway.LookAsync("1")).Gaps).Missing, 4, 5);
    });

    [Fact]
    public void Configuration_Changed_IsTakenOverByTheRunningProcesses() => Run(async (test, gateway) =>
    {
        (Pid machine, Pid connection) = (gateway.Machine("1"), gateway.Connection("1"));
        DeviceConfiguration slower = (await gateway.LookAsync("1")).Device with { PollEvery = TimeSpan.FromHours(1), Host = "elsewhere" };

        await gateway.ApplyAsync(new ConfigurationChange(Put: [slower]));
        await test.IdleAsync();
        long taken = (await gateway.LookAsync("1")).Taken;
        await test.AdvanceAsync(TimeSpan.FromMinutes(50));

        Assert.Equal((machine, connection), (gateway.Machine("1"), gateway.Connection("1")));
        DeviceView view = await gateway.LookAsync("1");
        Assert.Equal((slower, taken), (view.Device, view.Taken));
    });

    private static void Run(Func<TestProcess, Gateway, Task> body) => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test, new World(test.Time, devices: 2));
            await test.AdvanceAsync(TimeSpan.FromSeconds(3));
            await body(test, gateway);
            gateway.World.MustHaveAllAcknowledged();
        },
        Gateway.Rough);
}
