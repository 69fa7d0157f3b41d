namespace DeviceGateway.Tests;

/// <summary>Devices over real sockets.</summary>
public sealed class TcpDevicesTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_Device_IsToldWhatIsSafeAndAnswersTheNext()
    {
        List<string> asked = [];
        await using var device = new ScriptedDevice(line =>
        {
            asked.Add(line);
            return "42 20.5 1000\n";
        });
        await using IDeviceConnection connection = await new TcpDevices().ConnectAsync(device.Configuration, Test);

        Assert.Equal(new Reading("device-1", 42, 20.5, DateTimeOffset.FromUnixTimeSeconds(1)), await connection.PollAsync(41, Test));
        Assert.Equal(["READ 41"], asked);
    }

    [Theory]
    [InlineData("hello\n", "'hello' is no answer")]
    [InlineData("\u009b31m\u00ff\u0007beep, and much more\n", "'?31m??beep, ...' is no answer")]
    [InlineData("41 20.5 1000\n", "reading 41 is no answer to READ 41")]
    [InlineData("ERROR expected READ\n", "'ERROR expect...' is no answer")]
    public async Task Poll_NoAnswer_IsGarbageAndSaysWhatCame(string answer, string expected)
    {
        await using var device = new ScriptedDevice(_ => answer);
        await using IDeviceConnection connection = await new TcpDevices().ConnectAsync(device.Configuration, Test);

        Assert.Equal(expected, (await Assert.ThrowsAsync<DeviceGarbageException>(() => connection.PollAsync(41, Test))).Message);
    }

    [Fact]
    public async Task Poll_BytesWithoutAnEnd_IsGarbageAndNotReadForEver()
    {
        await using var device = new ScriptedDevice(_ => new string('x', 100_000));
        await using IDeviceConnection connection = await new TcpDevices().ConnectAsync(device.Configuration, Test);

        await Assert.ThrowsAsync<DeviceGarbageException>(() => connection.PollAsync(0, Test));
    }

    [Fact]
    public async Task Poll_HangsUp_IsALostConnection()
    {
        await using var device = new ScriptedDevice(_ => null);
        await using IDeviceConnection connection = await new TcpDevices().ConnectAsync(device.Configuration, Test);

        await Assert.ThrowsAnyAsync<IOException>(() => connection.PollAsync(0, Test));
    }

    [Fact]
    public async Task Poll_Silent_WaitsUntilItIsAbandoned()
    {
        using var patience = new CancellationTokenSource();
        await using var device = new ScriptedDevice(_ => "");
        await using IDeviceConnection connection = await new TcpDevices().ConnectAsync(device.Configuration, Test);
        Task<Reading> poll = connection.PollAsync(0, patience.Token);

        Assert.False(poll.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
    }

    [Fact]
    public async Task Connect_Nobody_SaysWhere()
    {
        DeviceConfiguration gone;
        await using (var device = new ScriptedDevice(_ => null))
        {
            gone = device.Configuration;
        }

        string message = (await Assert.ThrowsAsync<IOException>(() => new TcpDevices().ConnectAsync(gone, Test))).Message;

        Assert.StartsWith(Invariant($"127.0.0.1:{gone.Port} cannot be reached: "), message, StringComparison.Ordinal);
    }
}
