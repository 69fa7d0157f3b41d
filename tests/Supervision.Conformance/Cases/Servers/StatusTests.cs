using Supervision.Testing;

namespace Supervision.Conformance.Cases.Servers;

/// <summary>What inspection and reports show of a server's state: what its description says, and never the state itself.</summary>
public sealed class StatusTests
{
    private static readonly ExitReason Crash = new ExitReason.Custom("crashed");

    [Theory]
    [InlineData("an_atom")]
    [InlineData(null)]
    [InlineData("a b 'c'\t{term, \"ä\"}")]
    [OtpCase("G-52", "gen_server_SUITE", "call_format_status")]
    public void Info_OfAServer_ShowsWhatItsDescriptionSays(string? name) => Orders.Explore(async context =>
    {
        ServerRef<Step> server = await StartAsync(context, _ => "formatted", name);

        ProcessInfo? info = await context.Runtime.InfoAsync(server.Pid);

        Assert.Equal((server.Pid, name, (object?)"formatted"), (info!.Pid, info.Name, info.State));
    });

    [Fact]
    [OtpCase("G-53", "gen_server_SUITE", "error_format_status")]
    public void Report_OfACrash_ShowsWhatTheDescriptionSays() => Orders.Explore(async context =>
    {
        ServerRef<Step> server = await StartAsync(context, _ => "formatted");

        Assert.Equal("formatted", (await CrashAsync(context, server)).State);
    });

    [Fact]
    [OtpCase("G-55", "gen_server_SUITE", "crash_in_format_status")]
    public void Description_Exits_TheFactIsShownAndTheServerIsUnaffected() => Orders.Explore(context => ShowsAsync(
        context,
        self =>
        {
            self.Context.Exit(Crash);
            return null;
        },
        "the description threw ProcessExitException"));

    [Fact]
    [OtpCase("G-56", "gen_server_SUITE", "throw_in_format_status")]
    public void Description_Throws_TheFactIsShownAndTheServerIsUnaffected() => Orders.Explore(
        context => ShowsAsync(context, _ => throw new InvalidOperationException("secret"), "the description threw InvalidOperationException"));

    /// <remarks>The hook of OTP rewrites the last message, the reason and the log of events too. Here only the type of the message is shown, the reason is what
    /// observers are told, and there is no log of events.</remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [OtpCase("G-57", "gen_server_SUITE", "format_all_status")]
    public void Report_OfAStopAndOfACrash_ShowsNoContentsOfStateAndMessage(bool stops) => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.Runtime.StartServerAsync(() => new SecretServer());
        ICall<SuiteMessage, string> end = stops ? new SuiteMessage.StopWith(Crash) : new SuiteMessage.ExitWith(Crash);
        Assert.Equal("state ***", (await context.Runtime.InfoAsync(server.Pid))?.State);

        Assert.Equal(Crash, (await server.TryCallAsync(end)).Failure?.Reason);

        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(context.Simulation.Reports));
        Assert.Equal(("state ***", stops ? "StopWith" : "ExitWith", Crash), (report.State, report.Message, report.Reason));
        Assert.DoesNotContain("secret", report.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    [OtpCase("G-58", "gen_server_SUITE", "format_status_subset")]
    public void Description_OfAPart_IsAccepted() => Orders.Explore(async context =>
    {
        ServerRef<Step> server = await StartAsync(context, self => new { self.Trace.Count });

        Assert.Equal(new { Count = 0 }, (await context.Runtime.InfoAsync(server.Pid))?.State);
        Assert.Equal(new { Count = 0 }, (await CrashAsync(context, server)).State);
    });

    private static async Task ShowsAsync(TestProcess context, Func<SteppingServer, object?> describe, string shown)
    {
        ServerRef<Step> server = await StartAsync(context, describe);

        Assert.Equal(shown, (await context.Runtime.InfoAsync(server.Pid))?.State);
        Assert.Equal("ok", await server.CallAsync(SteppingServer.Ping));
        Assert.Equal(shown, (await CrashAsync(context, server)).State);
    }

    private static async Task<Report.ProcessCrashed> CrashAsync(TestProcess context, ServerRef<Step> server)
    {
        Task<ExitReason> ended = server.Pid.WaitForExitAsync();
        server.Cast(new Step.Do(self => self.Context.Exit(Crash)));
        Assert.Equal(Crash, await ended);
        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(context.Simulation.Reports));
        Assert.Equal((server.Pid, Crash), (report.Pid, report.Reason));
        return report;
    }

    private static Task<ServerRef<Step>> StartAsync(ProcessContext context, Func<SteppingServer, object?> describe, string? name = null) =>
        context.Runtime.StartServerAsync(() => new SteppingServer { OnDescribe = describe }, new ServerOptions { Name = name });

    /// <summary>Its state is a secret.</summary>
    private sealed class SecretServer : GenServer<SuiteMessage>
    {
        private readonly string _secret = "secret";

        protected override ValueTask HandleAsync(SuiteMessage message)
        {
            switch (message)
            {
                case SuiteMessage.StopWith stop:
                    Stop(stop.Reason);
                    break;
                case SuiteMessage.ExitWith exit:
                    Context.Exit(exit.Reason);
                    break;
            }

            return default;
        }

        protected override object? Describe() => "state " + new string('*', _secret.Length / 2);
    }
}
