namespace Supervision.Conformance.Cases.Servers;

/// <summary>Stops from outside, and what the last callback makes of them.</summary>
public sealed class StopTests
{
    private static readonly ExitReason Other = new ExitReason.Custom("other_reason");
    private static readonly MissingMethodException Missing = new("missing:method/0");

    /// <remarks>Where OTP exits the caller with <c>noproc</c>, the stop's result is that reason.</remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [OtpCase("G-4", "gen_server_SUITE", "stop1")]
    public void Stop_Twice_EndsTheServerAndThenFindsNone(bool linked) => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.StartAsync(linked, () => new SuiteServer());

        Assert.Equal(ExitReason.Normal, await server.StopAsync());

        Assert.False(server.Pid.IsAlive);
        Assert.Equal(ExitReason.NoProcess, await server.StopAsync());
    });

    [Fact]
    [OtpCase("G-5", "gen_server_SUITE", "stop2")]
    public void Stop_WithAReason_EndsTheServerWithIt() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.Runtime.StartServerAsync(() => new SuiteServer());
        MonitorRef monitor = context.Monitor(server.Pid);

        Assert.Equal(Other, await server.StopAsync(Other, Timeout.InfiniteTimeSpan));

        Assert.False(server.Pid.IsAlive);
        await Expect.DownAsync(context, monitor, Other);
    });

    [Fact]
    [OtpCase("G-6", "gen_server_SUITE", "stop3")]
    public void Stop_WithAnImpossibleTimeout_IsRefusedAndTheServerLives() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.Runtime.StartServerAsync(() => new SuiteServer());

        Assert.Throws<ArgumentOutOfRangeException>("timeout", () => { _ = server.StopAsync(Other, TimeSpan.FromMilliseconds(-2)); });

        Assert.Equal("pong", await server.CallAsync(new SuiteMessage.Ping()));
        Assert.Equal(ExitReason.Normal, await server.StopAsync());
        Assert.False(server.Pid.IsAlive);
    });

    [Fact]
    [OtpCase("G-7", "gen_server_SUITE", "stop4")]
    public void Stop_ByName_EndsTheServerAndThenFindsNone() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer(), new ServerOptions { Name = "to_stop" });
        ServerRef<SuiteMessage> named = ServerRef<SuiteMessage>.ForName(context.Runtime, "to_stop");

        Assert.Equal(ExitReason.Normal, await named.StopAsync());

        Assert.False(server.Pid.IsAlive);
        Assert.Equal(Pid.None, context.Runtime.Find("to_stop"));
        Assert.Equal(ExitReason.NoProcess, await named.StopAsync());
    });

    [Fact]
    [OtpCase("G-68", "gen_server_SUITE", "undef_terminate1")]
    public void Stop_OfAServerWithoutTerminate_EndsItNormally() => Orders.Explore(async context =>
    {
        ServerRef<string> server = await context.Runtime.StartServerAsync(() => new BareServer());
        MonitorRef monitor = context.Monitor(server.Pid);

        Assert.Equal(ExitReason.Normal, await server.StopAsync());

        await Expect.DownAsync(context, monitor, ExitReason.Normal);
        Assert.Empty(context.Simulation.Reports);
    });

    [Fact]
    [OtpCase("G-69", "gen_server_SUITE", "undef_terminate2")]
    public void Stop_OfAServerWithoutTerminateWithAReason_EndsItWithThat() => Orders.Explore(async context =>
    {
        ExitReason reason = new ExitReason.Custom("error", "test");
        ServerRef<string> server = await context.Runtime.StartServerAsync(() => new BareServer());
        MonitorRef monitor = context.Monitor(server.Pid);

        Assert.Equal(reason, await server.StopAsync(reason));

        await Expect.DownAsync(context, monitor, reason);
        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(context.Simulation.Reports));
        Assert.Equal((server.Pid, reason, null), (report.Pid, report.Reason, report.Message));
    });

    /// <remarks>Where OTP exits the caller with the error, the stop's result is that reason.</remarks>
    [Fact]
    [OtpCase("G-70", "gen_server_SUITE", "undef_in_terminate")]
    public void Stop_TerminateCallsSomethingMissing_AnswersThatError() => Orders.Explore(async context =>
    {
        ServerRef<Step> server = await context.Runtime.StartServerAsync(() => new SteppingServer { OnTerminate = (_, _) => throw Missing });
        MonitorRef monitor = context.Monitor(server.Pid);

        Assert.Equal(new ExitReason.Crashed(Missing), await server.StopAsync());

        await Expect.DownAsync(context, monitor, new ExitReason.Crashed(Missing));
    });

    [Fact]
    [OtpCase("G-54", "gen_server_SUITE", "terminate_crash_format")]
    public void Terminate_ExitsAfterACallThatStops_TheCallIsAnsweredAndItsReasonWins() => Orders.Explore(async context =>
    {
        ExitReason reason = new ExitReason.Custom("crash", "terminate");
        ServerRef<Step> server = await context.StartServerAsync(() => new SteppingServer
        {
            OnTerminate = (self, _) => self.Context.Exit(reason),
            OnDescribe = _ => "formatted",
        });
        Step.Ask stop = new((self, call) =>
        {
            self.Reply(call, "ok");
            self.Stop(SuiteServer.Stopped);
        });

        Assert.Equal("ok", await server.CallAsync(stop));

        await Expect.ExitAsync(context, server.Pid, reason);
        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(context.Simulation.Reports));
        Assert.Equal((reason, "formatted"), (report.Reason, report.State));
    });

    /// <summary>Overrides nothing that it need not.</summary>
    private sealed class BareServer : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;
    }
}
