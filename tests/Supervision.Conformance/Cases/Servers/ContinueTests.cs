namespace Supervision.Conformance.Cases.Servers;

/// <summary>What a callback asks to be done right after it.</summary>
public sealed class ContinueTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The callbacks that may ask for it.</summary>
    public static TheoryData<string> Callbacks => new("init", "call with reply", "call with a later reply", "cast", "plain message", "signal");

    [Theory]
    [MemberData(nameof(Callbacks))]
    [OtpCase("G-25", "gen_server_SUITE", "continue")]
    public void Continue_FromAnyCallback_IsHandledBeforeAMessageThatWasAlreadyThere(string callback) => Orders.Explore(async context =>
    {
        ReplyTo<string> caller = default;
        List<string> trace = [];
        ServerRef<Step> server = await StartAsync(context, trace, callback, (self, argument) =>
        {
            if (argument is "later")
            {
                caller.Reply("ok");
            }
        });
        switch (callback)
        {
            case "call with reply":
                Assert.Equal("ok", await server.CallAsync(new Step.Ask((self, call) =>
                {
                    self.Reply(call, "ok");
                    AsksFor(self, "it");
                })));
                break;
            case "call with a later reply":
                Assert.Equal("ok", await server.CallAsync(new Step.Ask((self, call) =>
                {
                    caller = self.TakeCaller(call);
                    AsksFor(self, "later");
                })));
                break;
            case "cast":
                server.Cast(new Step.Do(self => AsksFor(self, "it")));
                break;
            case "plain message":
                server.Pid.Send(new Step.Do(self => AsksFor(self, "it")));
                break;
            case "signal":
                server.Pid.Exit(new ExitReason.Custom("poke"));
                break;
        }

        await context.DelayAsync(Second);
        string argument = callback == "call with a later reply" ? "later" : "it";
        Assert.Equal(callback == "signal" ? ["Exit", "continue it", "message"] : [$"continue {argument}", "message"], trace);
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("G-25", "gen_server_SUITE", "continue")]
    public void Continue_FromContinue_IsHandledBeforeAnyMessage() => Orders.Explore(async context =>
    {
        List<string> trace = [];
        await StartAsync(context, trace, "init", (self, argument) =>
        {
            if (argument is "it")
            {
                trace.Add("before_continue");
                AsksFor(self, "second");
            }
        });
        await context.DelayAsync(Second);

        Assert.Equal(["continue it", "before_continue", "continue second", "message", "message"], trace);
    });

    [Fact]
    [OtpCase("G-25", "gen_server_SUITE", "continue")]
    public void Continue_ThatStops_EndsTheServerBeforeAnyMessage() => Orders.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Step> server = await StartAsync(context, trace, "cast", (self, _) => self.Stop(ExitReason.Normal));
        MonitorRef monitor = context.Monitor(server.Pid);

        server.Cast(new Step.Do(self => AsksFor(self, "it")));

        await Expect.DownAsync(context, monitor, ExitReason.Normal);
        Assert.Equal(["continue it"], trace);
    });

    /// <summary>The counterpart of a timeout of zero with a message of its own, which OTP delivers before all mail; a plain timeout of zero comes after it,
    /// in both.</summary>
    [Fact]
    public void TimeoutOfZero_WithMailWaiting_ComesAfterItAndContinueBefore() => Orders.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Step> server = await StartAsync(context, trace, "cast", (_, _) => { });

        server.Cast(new Step.Do(self =>
        {
            self.NoteToSelf("message");
            self.SetTimeout(TimeSpan.Zero);
        }));
        await context.DelayAsync(Second);
        Assert.Equal(["message"], trace);

        server.Cast(new Step.Do(self => self.SetTimeout(TimeSpan.Zero)));
        await context.DelayAsync(Second);
        Assert.Equal(["message", "Timeout"], trace);

        server.Cast(new Step.Do(self => AsksFor(self, "it")));
        await context.DelayAsync(Second);
        Assert.Equal(["message", "Timeout", "continue it", "message"], trace);
    });

    private static Task<ServerRef<Step>> StartAsync(
        ProcessContext context, List<string> trace, string callback, Action<SteppingServer, object?> onContinue) =>
        context.Runtime.StartServerAsync(
            () => new SteppingServer
            {
                Trace = trace,
                OnInit = self =>
                {
                    if (callback != "init")
                    {
                        return InitResult.Ok;
                    }

                    self.NoteToSelf("message");
                    return InitResult.Continue("it");
                },
                OnContinue = onContinue,
                OnSignal = (self, signal) =>
                {
                    if (signal is Signal.Exit)
                    {
                        AsksFor(self, "it");
                    }
                },
            },
            new ServerOptions { TrapExits = true });

    private static void AsksFor(SteppingServer self, string argument)
    {
        self.NoteToSelf("message");
        self.Continue(argument);
    }
}
