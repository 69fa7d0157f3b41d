namespace Supervision.Conformance.Cases.Servers;

/// <summary>Servers that end while they handle something, and what their callers and the reports are told.</summary>
public sealed class CrashTests
{
    private static readonly MissingMethodException Missing = new("missing:method/0");

    /// <summary>How a call ends the server, with what, and whether that is a crash for a caller that does not handle it.</summary>
    public static TheoryData<string, ExitReason> OrderlyEnds => new()
    {
        { "exit", new ExitReason.ShutdownWith("reason") },
        { "stop", new ExitReason.ShutdownWith("stop_reason") },
        { "exit", ExitReason.Shutdown },
        { "stop", ExitReason.Shutdown },
    };

    [Theory]
    [MemberData(nameof(OrderlyEnds))]
    [OtpCase("G-14", "gen_server_SUITE", "crash")]
    public void Call_ThatShutsTheServerDown_FailsWithThatReasonAndIsNotReported(string how, ExitReason reason) => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer());

        CallFailure failure = await Starting.FailureAsync(server.TryCallAsync(Ending(how, reason)));

        Assert.Equal((CallFailureCause.ServerEnded, reason), (failure.Cause, failure.Reason));
        await Expect.ExitAsync(context, server.Pid, reason);
        await Expect.NothingMoreAsync(context);
        Assert.Empty(context.Simulation.Reports);
    });

    /// <remarks>A caller that does not handle the failure ends with the server's reason and the call: with <c>{shutdown, Call}</c>, which is an orderly end,
    /// and with <c>{{shutdown, reason}, Call}</c>, which is none.</remarks>
    [Theory]
    [MemberData(nameof(OrderlyEnds))]
    [OtpCase("G-14", "gen_server_SUITE", "crash")]
    public void Call_ThatShutsTheServerDown_Unhandled_EndsTheCaller(string how, ExitReason reason) => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.Runtime.StartServerAsync(() => new SuiteServer());

        (Pid caller, _) = context.SpawnMonitor(async _ => await server.CallAsync(Ending(how, reason)));

        ExitReason end = (await context.ReceiveAsync<Signal.Down>()).Reason;
        if (reason == ExitReason.Shutdown)
        {
            CallFailure detail = Assert.IsType<CallFailure>(Assert.IsType<ExitReason.ShutdownWith>(end).Detail);
            Assert.Equal((CallFailureCause.ServerEnded, reason), (detail.Cause, detail.Reason));
            Assert.Empty(context.Simulation.Reports);
        }
        else
        {
            CallFailedException error = Assert.IsType<CallFailedException>(Assert.IsType<ExitReason.Crashed>(end).Error);
            Assert.Equal(reason, error.Reason);
            Assert.Equal((caller, end), ReasonOf(Assert.Single(context.Simulation.Reports)));
        }
    });

    /// <remarks>OTP writes two reports, of the server and of its process; here they are one. There is no stack of the client: .NET has none of code that
    /// waits.</remarks>
    [Fact]
    [OtpCase("G-14", "gen_server_SUITE", "crash")]
    public void Call_ThatCrashesTheServer_FailsWithThatReasonAndIsReportedOnce() => Orders.Explore(async context =>
    {
        context.TrapExits = false;
        ExitReason crashed = new ExitReason.Custom("crashed");
        ServerRef<Step> server = await context.Runtime.StartServerAsync(
            () => new SteppingServer { OnDescribe = _ => "formatted" }, new ServerOptions { Name = "named" });

        CallFailure failure = await Starting.FailureAsync(server.TryCallAsync(new Step.Ask((self, _) => self.Context.Exit(crashed))));

        Assert.Equal((CallFailureCause.ServerEnded, crashed), (failure.Cause, failure.Reason));
        await Expect.NothingMoreAsync(context);
        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(context.Simulation.Reports));
        Assert.Equal(
            (server.Pid, "named", "Ask", "formatted", crashed, context.Self),
            (report.Pid, report.Name, report.Message, report.State, report.Reason, report.Client));
    });

    /// <remarks>A plain message is one of a type that the server does not handle. Signals are ignored without a warning.</remarks>
    [Fact]
    [OtpCase("G-64", "gen_server_SUITE", "undef_handle_info")]
    public void Message_ThatTheServerDoesNotHandle_IsWarnedOfAndTheServerLives()
    {
        LogLines log = new();
        Orders.Explore(
            async context =>
            {
                log.Clear();
                ServerRef<Step> server = await context.Runtime.StartServerAsync(() => new SteppingServer());

                server.Pid.Send("hello");

                Assert.Equal("ok", await server.CallAsync(SteppingServer.Ping));
                Assert.Equal($"Warning 202: Server {server.Pid} (SteppingServer) received a message of type String that it does not handle; it is dropped.", Assert.Single(log.Lines));
                Assert.Equal(new DeadLetter(server.Pid, null, "hello", DeadLetterCause.UnexpectedMessage), Assert.Single(context.Simulation.DeadLetters));
            },
            new ProcessRuntimeOptions { LoggerFactory = log });
    }

    [Fact]
    [OtpCase("G-71", "gen_server_SUITE", "undef_in_handle_info")]
    public void Message_WhoseHandlerCallsSomethingMissing_CrashesTheServer() => Orders.Explore(async context =>
    {
        ServerRef<Step> server = await context.StartServerAsync(() => new SteppingServer());

        server.Pid.Send(new Step.Do(_ => throw Missing));

        await Expect.ExitAsync(context, server.Pid, new ExitReason.Crashed(Missing));
        Assert.Equal((server.Pid, new ExitReason.Crashed(Missing)), ReasonOf(Assert.Single(context.Simulation.Reports)));
    });

    [Fact]
    [OtpCase("G-71", "gen_server_SUITE", "undef_in_handle_info")]
    public void Signal_WhoseHandlerCallsSomethingMissing_CrashesTheServer() => Orders.Explore(async context =>
    {
        ServerRef<Step> server = await context.StartServerAsync(() => new SteppingServer { OnSignal = (_, _) => throw Missing });
        Pid target = context.Spawn(_ => Task.CompletedTask);

        server.Pid.Send(new Step.Do(self => self.Context.Monitor(target)));

        await Expect.ExitAsync(context, server.Pid, new ExitReason.Crashed(Missing));
    });

    [Fact]
    [OtpCase("G-65", "gen_server_SUITE", "undef_handle_continue")]
    public void Continue_ThatTheServerDoesNotHave_CrashesIt() => Orders.Explore(async context =>
    {
        ServerRef<string> server = await context.Runtime.StartServerAsync(() => new ContinuingServer());
        MonitorRef monitor = context.Monitor(server.Pid);
        server.Cast("go on");

        Signal.Down down = await context.ReceiveAsync<Signal.Down>(signal => signal.Monitor == monitor);

        Exception error = Assert.IsType<ExitReason.Crashed>(down.Reason).Error;
        Assert.Equal("ContinuingServer asked for ContinueAsync and does not override it. Override ContinueAsync, or do not ask for it.", error.Message);
    });

    private static (Pid Pid, ExitReason Reason) ReasonOf(Report report)
    {
        Report.ProcessCrashed crash = Assert.IsType<Report.ProcessCrashed>(report);
        return (crash.Pid, crash.Reason);
    }

    private static ICall<SuiteMessage, string> Ending(string how, ExitReason reason) =>
        how == "exit" ? new SuiteMessage.ExitWith(reason) : new SuiteMessage.StopWith(reason);

    /// <summary>Asks for what it has not.</summary>
    private sealed class ContinuingServer : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message)
        {
            Continue(message);
            return default;
        }
    }
}
