namespace DeviceSimulator.Tests;

/// <summary>What a device answers, in virtual time.</summary>
public sealed class DeviceServerTests
{
    [Fact]
    public void Read_UntilItIsSafe_AnswersTheSameReading() => Simulation.Test(async test =>
    {
        ServerRef<DeviceMessage> device = await StartAsync(test);
        string? first = await AskAsync(device, 0);
        await test.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(first, await AskAsync(device, 0));
        Assert.StartsWith("1 ", first, StringComparison.Ordinal);
        Assert.StartsWith("2 ", await AskAsync(device, 1), StringComparison.Ordinal);
        Assert.Equal(new DeviceState(DeviceMode.Well, 2, 1), await device.CallAsync(new DeviceMessage.Look()));
    });

    /// <summary>A device that was started again does not know what it had measured: it goes on where the other side is.</summary>
    [Fact]
    public void Read_NewDeviceAndManySafe_LeavesNoNumberOut() => Simulation.Test(async test =>
        Assert.StartsWith("42 ", await AskAsync(await StartAsync(test), 41), StringComparison.Ordinal));

    [Fact]
    public void Read_Bonkers_IsGarbageEachTimeAndCountsNothing() => Simulation.Test(async test =>
    {
        ServerRef<DeviceMessage> device = await StartAsync(test, DeviceMode.Bonkers);

        for (int i = 0; i < 100; i++)
        {
            string garbage = (await AskAsync(device, 0))!;
            Assert.False(DeviceAnswer.TryParse(garbage, out _));
            Assert.DoesNotContain('\n', garbage);
        }

        Assert.Equal(0, (await device.CallAsync(new DeviceMessage.Look())).Last);
    });

    [Fact]
    public void Read_Silent_IsNothingUntilHealed() => Simulation.Test(async test =>
    {
        ServerRef<DeviceMessage> device = await StartAsync(test);
        await device.CallAsync(new DeviceMessage.Become(DeviceMode.Silent));
        Assert.Null(await AskAsync(device, 0));

        await device.CallAsync(new DeviceMessage.Become(DeviceMode.Well));
        Assert.StartsWith("1 ", await AskAsync(device, 0), StringComparison.Ordinal);
    });

    private static Task<ServerRef<DeviceMessage>> StartAsync(TestProcess test, DeviceMode mode = DeviceMode.Well) =>
        test.StartSupervisedAsync(() => new DeviceServer(3, mode));

    private static ValueTask<string?> AskAsync(ServerRef<DeviceMessage> device, long after) =>
        device.CallAsync(new DeviceMessage.Read(new DeviceRequest(after)));
}
