namespace Supervision.Conformance.Cases.Servers;

/// <summary>Starts, failing starts and what they leave behind.</summary>
public sealed class StartTests
{
    private static readonly ExitReason Reason = new ExitReason.Custom("foobar");
    private static readonly InvalidOperationException Error = new("init");

    /// <summary>Every way in which an initialisation fails, and what the start answers.</summary>
    private static readonly (Func<ProcessContext, ValueTask<InitResult>> Init, StartResult Result)[] Failures =
    [
        (_ => new(InitResult.Stop(Reason)), new StartResult.Failed(Reason)),
        (_ => new(InitResult.Fail(Reason)), new StartResult.Failed(Reason)),
        (_ => new(InitResult.Ignore), new StartResult.Ignored()),
        (_ => throw Error, new StartResult.Failed(new ExitReason.Crashed(Error))),
        (self => Exits(self), new StartResult.Failed(new ExitReason.Custom("bailout"))),
        (SleepsAsync, new StartResult.Failed(new ExitReason.Custom("timeout"))),
    ];

    /// <remarks>A start with a monitor is a start and then a monitor here. There is one kind of name, so the global and via variants are the named one.</remarks>
    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("named", false)]
    [InlineData("named", true)]
    [OtpCase("G-1", "gen_server_SUITE", "start")]
    public void Start_CalledStoppedAndCalledAgain_AnswersThenIsGone(string? name, bool linked) => Orders.Explore(async context =>
    {
        ServerOptions options = new() { Name = name, InitTimeout = TimeSpan.FromSeconds(1) };
        ServerRef<SuiteMessage> server = await context.StartAsync(linked, () => new SuiteServer(), options);
        MonitorRef monitor = context.Monitor(server.Pid);
        Assert.Equal("pong", await server.CallAsync(new SuiteMessage.Ping()));
        if (name is not null)
        {
            StartResult second = await Starting.FailureAsync(context.StartAsync(linked, () => new SuiteServer(), options));
            Assert.Equal(new StartResult.AlreadyStarted(server.Pid), second);
        }

        Assert.Equal("ok", await server.CallAsync(new SuiteMessage.Stop()));

        await Expect.DownAsync(context, monitor, SuiteServer.Stopped);
        if (linked)
        {
            await Expect.ExitAsync(context, server.Pid, SuiteServer.Stopped);
        }

        CallFailure failure = await Starting.FailureAsync(server.TryCallAsync(new SuiteMessage.Ping(), TimeSpan.FromMilliseconds(1)));
        Assert.Equal((CallFailureCause.NoProcess, ExitReason.NoProcess), (failure.Cause, failure.Reason));
        await Expect.NothingMoreAsync(context);
    });

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("named", false)]
    [InlineData("named", true)]
    [OtpCase("G-1", "gen_server_SUITE", "start")]
    public void Start_InitDoesNotSucceed_AnswersWhyAndLeavesNothing(string? name, bool linked) => Orders.Explore(async context =>
    {
        ServerOptions options = new() { Name = name, InitTimeout = TimeSpan.FromMilliseconds(100) };
        foreach ((Func<ProcessContext, ValueTask<InitResult>> init, StartResult result) in Failures)
        {
            TimeSpan begun = context.Simulation.Time.Elapsed;

            Assert.Equal(result, await Starting.FailureAsync(context.StartAsync(linked, () => new SuiteServer { Init = init }, options)));

            TimeSpan taken = context.Simulation.Time.Elapsed - begun;
            Assert.Equal(init == SleepsAsync ? options.InitTimeout : TimeSpan.Zero, taken);
        }

        await Expect.NothingMoreAsync(context);
        Assert.Equal([context.Self], context.Runtime.Processes());
    });

    /// <remarks>The table that the published case looks for is the name here, which the initialisation takes for itself. An initialisation that
    /// returns garbage does not compile, so that variant has no counterpart.</remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [OtpCase("G-15", "gen_server_SUITE", "loop_start_fail")]
    public void FailingStart_RepeatedAtOnce_NeverFindsWhatTheLastOneHeld(bool linked) => Orders.Explore(async context =>
    {
        ServerOptions options = new() { InitTimeout = TimeSpan.FromMilliseconds(100) };
        foreach ((Func<ProcessContext, ValueTask<InitResult>> init, StartResult result) in Failures)
        {
            for (int i = 0; i < 5; i++)
            {
                Task<ServerRef<SuiteMessage>> start = context.StartAsync(linked, () => new SuiteServer { Init = TakesNameThen(init) }, options);

                Assert.Equal(result, await Starting.FailureAsync(start));
                Assert.Equal(Pid.None, context.Runtime.Find("table"));
            }
        }

        await Expect.NothingMoreAsync(context);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [OtpCase("G-51", "gen_server_SUITE", "otp_7669")]
    public void FailingStart_OfANamedServer_LeavesTheNameFreeWhenItReturns(bool linked) => Orders.Explore(async context =>
    {
        ServerOptions options = new() { Name = "named" };
        for (int i = 0; i < 110; i++)
        {
            InitResult outcome = i < 100 ? InitResult.Ignore : InitResult.Stop(Reason);
            Task<ServerRef<SuiteMessage>> start = context.StartAsync(linked, () => new SuiteServer { Init = _ => new(outcome) }, options);

            Assert.Equal(i < 100 ? new StartResult.Ignored() : new StartResult.Failed(Reason), await Starting.FailureAsync(start));
            Assert.True(context.TryRegister("named"));
            Assert.True(context.Runtime.Unregister("named"));
        }
    });

    /// <remarks>The published case reaches the callback through a process that turns itself into a server; here it was a server from the start.</remarks>
    [Fact]
    [OtpCase("G-46", "gen_server_SUITE", "spec_init_local_registered_parent")]
    public void Server_WhoseParentHasAName_TerminatesWhenItIsCastToStop() => Orders.Explore(async context =>
    {
        Assert.True(context.TryRegister("parent"));
        ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer(context.Runtime.Find("parent")));

        server.Cast(new SuiteMessage.StopQuietly());

        await Expect.MessageAsync(context, new SuiteServer.Terminated(SuiteServer.Stopped));
        await Expect.ExitAsync(context, server.Pid, SuiteServer.Stopped);
        await Expect.NothingMoreAsync(context);
    });

    private static async ValueTask<InitResult> SleepsAsync(ProcessContext self)
    {
        await self.DelayAsync(TimeSpan.FromSeconds(1));
        return InitResult.Ok;
    }

    private static ValueTask<InitResult> Exits(ProcessContext self)
    {
        self.Exit(new ExitReason.Custom("bailout"));
        return default;
    }

    private static Func<ProcessContext, ValueTask<InitResult>> TakesNameThen(Func<ProcessContext, ValueTask<InitResult>> init) => self =>
    {
        Assert.True(self.TryRegister("table"));
        return init(self);
    };
}
