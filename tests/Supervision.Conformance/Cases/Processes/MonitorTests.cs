namespace Supervision.Conformance.Cases.Processes;

/// <summary>Monitors and their notices.</summary>
public sealed class MonitorTests
{
    [Fact]
    [OtpCase("P-10", "reference manual", "monitor dead pid")]
    public void Monitor_OfOneThatIsGone_IsToldNoProcess() => Orders.Explore(async context =>
    {
        Pid gone = await Peers.GoneAsync(context);

        MonitorRef monitor = context.Monitor(gone);

        await Expect.MessageAsync(context, new Signal.Down(monitor, gone, null, ExitReason.NoProcess));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-11", "reference manual", "monitor free name")]
    public void Monitor_OfAFreeName_IsToldNoProcessWithTheName() => Orders.Explore(async context =>
    {
        MonitorRef monitor = context.Monitor("nobody");

        await Expect.MessageAsync(context, new Signal.Down(monitor, Pid.None, "nobody", ExitReason.NoProcess));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-12", "reference manual", "monitor by name, process ends")]
    public void Monitor_ByName_IsToldWithTheName() => Orders.Explore(async context =>
    {
        Pid holder = context.Spawn(Peers.EndsWith(ExitReason.Normal), new ProcessOptions { Name = "holder" });
        MonitorRef monitor = context.Monitor("holder");

        holder.Send("end");

        await Expect.MessageAsync(context, new Signal.Down(monitor, holder, "holder", ExitReason.Normal));
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-14", "reference manual", "3 monitors")]
    public void Monitor_ThreeTimes_IsToldThreeTimes() => Orders.Explore(async context =>
    {
        Pid target = context.Spawn(Peers.Idle);
        MonitorRef[] monitors = [context.Monitor(target), context.Monitor(target), context.Monitor(target)];
        Assert.Equal(3, monitors.Distinct().Count());

        target.Exit(Peers.Reason);

        foreach (MonitorRef monitor in monitors)
        {
            await Expect.DownAsync(context, monitor, Peers.Reason);
        }

        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-15", "reference manual", "peer sends 3 messages then dies; monitored")]
    public void Messages_SentBeforeTheEnd_ComeBeforeItsNotice() => Orders.Explore(async context =>
    {
        (Pid sender, MonitorRef monitor) = context.SpawnMonitor(_ =>
        {
            context.Self.Send("1");
            context.Self.Send("2");
            context.Self.Send("3");
            return Task.CompletedTask;
        });

        await Expect.MessageAsync(context, "1");
        await Expect.MessageAsync(context, "2");
        await Expect.MessageAsync(context, "3");
        await Expect.MessageAsync(context, new Signal.Down(monitor, sender, null, ExitReason.Normal));
    });

    [Fact]
    [OtpCase("P-16", "reference manual", "DOWN received → WhereIs(its name)")]
    public void Notice_Received_TheNameIsFree() => Orders.Explore(async context =>
    {
        Pid holder = context.Spawn(Peers.Idle, new ProcessOptions { Name = "holder" });
        MonitorRef monitor = context.Monitor(holder);

        holder.Exit(Peers.Reason);
        await context.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);

        Assert.Equal(Pid.None, context.Runtime.Find("holder"));
        Assert.True(context.TryRegister("holder"));
    });

    [Fact]
    [OtpCase("P-19", "reference manual", "demonitor after DOWN queued, option info / flush+info")]
    public void Demonitor_AfterTheNoticeCame_IsFalseAndLeavesItUnlessFlushed() => Orders.Explore(async context =>
    {
        Pid target = context.Spawn(Peers.EndsWith(Peers.Reason));
        MonitorRef kept = context.Monitor(target);
        MonitorRef flushed = context.Monitor(target);
        target.Send("end");
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.False(context.Demonitor(kept, flush: false));
        Assert.False(context.Demonitor(flushed, flush: true));

        await Expect.DownAsync(context, kept, Peers.Reason);
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("P-20", "reference manual", "monitor, demonitor, peer dies")]
    public void Demonitor_BeforeTheEnd_NothingComes() => Orders.Explore(async context =>
    {
        Pid target = context.Spawn(Peers.Idle);
        MonitorRef monitor = context.Monitor(target);

        Assert.True(context.Demonitor(monitor, flush: false));
        target.Exit(Peers.Reason);

        await Expect.NothingMoreAsync(context);
        Assert.False(target.IsAlive);
    });

    [Fact]
    [OtpCase("P-33", "reference manual", "spawn of a missing function, monitored")]
    public void Spawn_OfABodyThatCannotBegin_GivesAPidThatEnds() => Orders.Explore(async context =>
    {
        MissingMethodException missing = new("missing:method/0");

        (Pid pid, MonitorRef monitor) = context.SpawnMonitor(_ => throw missing);

        Assert.NotEqual(Pid.None, pid);
        await Expect.DownAsync(context, monitor, new ExitReason.Crashed(missing));
    });
}
