using System.Net.Sockets;

namespace DeviceSimulator.Tests;

/// <summary>Devices over TCP, and what breaks them.</summary>
public sealed class FieldTests
{
    [Fact]
    public async Task Devices_AskedOverTcp_NumberTheirReadings()
    {
        await using RunningField field = await RunningField.StartAsync(3);
        using RunningField.Caller two = await field.ConnectAsync(2);
        using RunningField.Caller three = await field.ConnectAsync(3);

        Assert.StartsWith("1 ", await two.AskAsync("READ 0"), StringComparison.Ordinal);
        Assert.StartsWith("2 ", await two.AskAsync("READ 1"), StringComparison.Ordinal);
        Assert.StartsWith("1 ", await three.AskAsync("READ 0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_NoRequest_TellWhatIsExpectedAndClose()
    {
        await using RunningField field = await RunningField.StartAsync(1);
        using RunningField.Caller caller = await field.ConnectAsync(1);

        Assert.StartsWith("ERROR expected READ", await caller.AskAsync("WRITE 7"), StringComparison.Ordinal);
        Assert.Null(await caller.ReadAsync());
    }

    [Fact]
    public async Task Bonkers_FromTheStart_AnswersGarbageAndOthersDoNot()
    {
        await using RunningField field = await RunningField.StartAsync(2, bonkers: 2);
        using RunningField.Caller well = await field.ConnectAsync(1);
        using RunningField.Caller bonkers = await field.ConnectAsync(2);

        Assert.True(DeviceAnswer.TryParse((await well.AskAsync("READ 0"))!, out _));
        Assert.False(DeviceAnswer.TryParse((await bonkers.AskAsync("READ 0"))!, out _));
    }

    [Fact]
    public async Task Cut_Device_ClosesRefusesAndHealedGoesOn()
    {
        await using RunningField field = await RunningField.StartAsync(2);
        using RunningField.Caller before = await field.ConnectAsync(1);
        Assert.StartsWith("1 ", await before.AskAsync("READ 0"), StringComparison.Ordinal);

        Assert.Equal("ok", await field.CommandAsync("cut 1"));
        Assert.Null(await before.ReadAsync());
        await Assert.ThrowsAsync<SocketException>(() => field.ConnectAsync(1));
        Assert.Contains("Cut last 1 safe 0", await field.CommandAsync("list 1"), StringComparison.Ordinal);

        Assert.Equal("ok", await field.CommandAsync("heal 1"));
        using RunningField.Caller after = await field.ConnectAsync(1);
        Assert.StartsWith("2 ", await after.AskAsync("READ 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hang_Device_KeepsTheConnectionAndHealedAnswersOnIt()
    {
        await using RunningField field = await RunningField.StartAsync(1);
        using RunningField.Caller caller = await field.ConnectAsync(1);
        await field.CommandAsync("hang 1");
        await caller.WriteAsync("READ 0");
        Task<string?> answer = caller.ReadAsync();
        using RunningField.Caller another = await field.ConnectAsync(1);
        Assert.False(answer.IsCompleted);

        // What was asked while it was silent may be read before or after it is well again.
        await field.CommandAsync("heal 1");
        await caller.WriteAsync("READ 0");
        Assert.StartsWith("1 ", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_OverTcp_AreAnsweredLineByLine()
    {
        await using RunningField field = await RunningField.StartAsync(3);
        using RunningField.Caller caller = await field.ConnectAsync(0);

        Assert.Equal("ok", await caller.AskAsync("hang 1,3"));
        Assert.Contains("1 port", await caller.AskAsync("list 1-2"), StringComparison.Ordinal);
        Assert.Contains("Well last 0 safe 0", await caller.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("ok", await caller.ReadAsync());
        Assert.StartsWith("no: there is no command 'break'", await caller.AskAsync("break 1"), StringComparison.Ordinal);
        Assert.StartsWith("no: expected a command and devices from 1 to 3", await caller.AskAsync("cut 4"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_Device_TakesNewConnectionsAndNobodyElseNotices()
    {
        await using RunningField field = await RunningField.StartAsync(2);
        using RunningField.Caller dropped = await field.ConnectAsync(1);
        using RunningField.Caller other = await field.ConnectAsync(2);
        Assert.StartsWith("1 ", await dropped.AskAsync("READ 0"), StringComparison.Ordinal);

        Assert.Equal("ok", await field.CommandAsync("drop 1"));

        Assert.Null(await dropped.ReadAsync());
        using RunningField.Caller again = await field.ConnectAsync(1);
        Assert.StartsWith("1 ", await again.AskAsync("READ 0"), StringComparison.Ordinal);
        Assert.StartsWith("1 ", await other.AskAsync("READ 0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tree_OfTwoDevices_HasAListenerForEach()
    {
        await using RunningField field = await RunningField.StartAsync(2);

        string tree = (await field.TreeAsync()).ToText();

        Assert.Equal(2, tree.Split("listener").Length - 1);
        Assert.Contains("control", tree, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_Commands_AreExecutedUntilTheInputEnds()
    {
        using var output = new StringWriter();
        using var input = new StringReader("cut x\nhelp\n");
        await using var runtime = new ProcessRuntime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("typing", tree => tree
            .Child(ConsoleCommands.Child(new FieldOperator(runtime, [new DevicePort(0)]), input, output.WriteLine))));
        if (await root.GetChildAsync("console", TestContext.Current.CancellationToken) is { Pid: var pid } && pid != Pid.None)
        {
            Assert.Equal(ExitReason.Normal, await pid.WaitForExitAsync());
        }

        Assert.StartsWith("no: expected a command", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("ok" + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }
}
