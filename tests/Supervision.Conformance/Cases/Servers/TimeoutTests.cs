using Supervision.Testing;

namespace Supervision.Conformance.Cases.Servers;

/// <summary>The timeout that a callback sets: what it is set from, and what cancels it.</summary>
/// <remarks>It arrives as a signal instead of a message that the callback chooses, and is relative: a point in time is a matter of the server's
/// own subtraction. Hibernating variants have no counterpart.</remarks>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [OtpCase("G-2", "gen_server_SUITE", "start_event_timeout")]
    public void Timeout_SetInInit_ComesUnlessACallComesBefore(bool throughContinue) => Orders.Explore(async context =>
    {
        foreach (bool called in new[] { false, true })
        {
            List<string> trace = [];
            ServerRef<Step> server = await context.Runtime.StartServerAsync(
                () => Setting(context, trace, self => Init(self, throughContinue, 500 * Millisecond), (self, _) => self.SetTimeout(500 * Millisecond)));

            await AssertTimeoutAsync(context, server, trace, 500 * Millisecond, called);
        }
    });

    [Theory]
    [InlineData("call")]
    [InlineData("cast")]
    [InlineData("signal")]
    [InlineData("continue")]
    [OtpCase("G-26", "gen_server_SUITE", "handle_event_timeout")]
    public void Timeout_SetInACallback_ComesUnlessACallComesBefore(string callback) => Orders.Explore(async context =>
    {
        foreach (bool called in new[] { false, true })
        {
            List<string> trace = [];
            ServerRef<Step> server = await StartAsync(context, trace, 100 * Millisecond);

            await SetAsync(context, server, callback, 100 * Millisecond);

            await AssertTimeoutAsync(context, server, trace, 100 * Millisecond, called);
        }
    });

    [Theory]
    [InlineData("call")]
    [InlineData("cast")]
    [InlineData("signal")]
    [InlineData("continue")]
    [OtpCase("G-27", "gen_server_SUITE", "handle_event_timeout_infinity")]
    public void Timeout_Infinite_NeverComes(string callback) => Orders.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Step> server = await StartAsync(context, trace, Timeout.InfiniteTimeSpan);

        await SetAsync(context, server, callback, Timeout.InfiniteTimeSpan);
        await context.DelayAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(trace);
        Assert.Equal(0, context.Runtime.TimerCount);
        Assert.True(server.Pid.IsAlive);
    });

    /// <remarks>In OTP the query makes the time begin anew; here it does not.</remarks>
    [Fact]
    [OtpCase("G-29", "gen_server_SUITE", "handle_event_timeout_plain")]
    public void Timeout_QueriedBefore_StillComes_CalledBefore_DoesNot() => Orders.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Step> server = await StartAsync(context, trace, 100 * Millisecond);
        TimeSpan begun = context.Simulation.Time.Elapsed;
        await SetAsync(context, server, "cast", 100 * Millisecond);
        await context.DelayAsync(50 * Millisecond);
        Assert.NotNull(await context.Runtime.InfoAsync(server.Pid));
        await context.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([$"Timeout at {begun + (100 * Millisecond)}"], trace);

        await SetAsync(context, server, "cast", 100 * Millisecond);
        await context.DelayAsync(50 * Millisecond);
        Assert.Equal("ok", await server.CallAsync(SteppingServer.Ping));
        await context.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.Single(trace);
    });

    /// <summary>A query in between never cancels; a call does, when one is made.</summary>
    private static async Task AssertTimeoutAsync(TestProcess context, ServerRef<Step> server, List<string> trace, TimeSpan timeout, bool called)
    {
        TimeSpan begun = context.Simulation.Time.Elapsed;
        await context.DelayAsync(timeout / 2);
        Assert.NotNull(await context.Runtime.InfoAsync(server.Pid));
        if (called)
        {
            Assert.Equal("ok", await server.CallAsync(SteppingServer.Ping));
        }

        await context.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(called ? [] : [$"Timeout at {begun + timeout}"], trace);
    }

    /// <summary>Makes a callback of the server set the timeout, and returns when it has.</summary>
    private static async Task SetAsync(ProcessContext context, ServerRef<Step> server, string callback, TimeSpan timeout)
    {
        switch (callback)
        {
            case "call":
                await server.CallAsync(new Step.Ask((self, call) =>
                {
                    self.Reply(call, "ok");
                    self.SetTimeout(timeout);
                }));
                break;
            case "cast":
                server.Cast(new Step.Do(self => self.SetTimeout(timeout)));
                break;
            case "signal":
                server.Pid.Exit(new ExitReason.Custom("poke"));
                break;
            default:
                server.Cast(new Step.Do(self => self.Continue()));
                break;
        }

        // A query is answered in order behind what was sent before, and cancels nothing.
        await context.Runtime.InfoAsync(server.Pid);
    }

    private static InitResult Init(SteppingServer self, bool throughContinue, TimeSpan timeout)
    {
        if (throughContinue)
        {
            return InitResult.Continue();
        }

        self.SetTimeout(timeout);
        return InitResult.Ok;
    }

    private static Task<ServerRef<Step>> StartAsync(TestProcess context, List<string> trace, TimeSpan timeout) => context.Runtime.StartServerAsync(
        () => Setting(context, trace, _ => InitResult.Ok, (self, _) => self.SetTimeout(timeout)), new ServerOptions { TrapExits = true });

    /// <summary>A server that notes when its timeout comes, and sets one when it continues or is poked.</summary>
    private static SteppingServer Setting(
        TestProcess context, List<string> trace, Func<SteppingServer, InitResult> init, Action<SteppingServer, object?> set)
    {
        return new SteppingServer { OnInit = init, OnContinue = set, OnSignal = OnSignal };

        void OnSignal(SteppingServer self, Signal signal)
        {
            if (signal is Signal.Timeout)
            {
                trace.Add($"Timeout at {context.Simulation.Time.Elapsed}");
            }
            else
            {
                set(self, null);
            }
        }
    }
}
