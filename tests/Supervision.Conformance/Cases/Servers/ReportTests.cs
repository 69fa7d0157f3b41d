using Supervision.Testing;

namespace Supervision.Conformance.Cases.Servers;

/// <summary>The lines that reports become.</summary>
/// <remarks>Limits of depth and length, and the choice between one line and many, are the logger's business, so those parts have no counterpart.</remarks>
public sealed class ReportTests
{
    private static readonly ExitReason Crash = new ExitReason.Custom("crashed", "why");

    [Fact]
    [OtpCase("G-72", "gen_server_SUITE", "format_log_1")]
    public void Lines_OfACrashAndOfAnUnexpectedMessage_HaveEveryField()
    {
        (string[] lines, Pid server, Pid client) = Crashed(new ServerOptions { Name = "named" }, Crash);

        Assert.Equal(
            [
                $"Warning 202: Server named<{server.Id}> (SteppingServer) received a message of type Uri that it does not handle; it is dropped.",
                $"Error 101: Process named<{server.Id}> (SteppingServer) ended: crashed(why). It was handling Ask; 0 messages are left unhandled; "
                + $"parent <{client.Id}>; state formatted; client <{client.Id}>.",
            ],
            lines);
    }

    [Fact]
    [OtpCase("G-73", "gen_server_SUITE", "format_log_2")]
    public void Line_OfACrash_IsOneAndBeginsWithTheServerAndTheReason()
    {
        (string[] lines, Pid server, _) = Crashed(new ServerOptions(), Crash);

        Assert.StartsWith($"Error 101: Process <{server.Id}> (SteppingServer) ended: crashed(why). ", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines[^1]);
    }

    [Theory]
    [InlineData(null, "SteppingServer")]
    [InlineData("order 17", "order 17")]
    [OtpCase("G-74", "gen_server_SUITE", "format_log_with_process_label")]
    public void Line_OfACrash_HasTheLabelAfterTheName(string? label, string shown)
    {
        (string[] lines, Pid server, _) = Crashed(new ServerOptions { Name = "named", Label = label }, Crash);

        Assert.Contains($"Process named<{server.Id}> ({shown}) ended", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>What is logged of a server that gets a message of a type of its own and then crashes in a call.</summary>
    private static (string[] Lines, Pid Server, Pid Client) Crashed(ServerOptions options, ExitReason reason)
    {
        using LogLines log = new();
        using Simulation simulation = new(options: new ProcessRuntimeOptions { LoggerFactory = log });
        (Pid Server, Pid Client) pids = default;
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            ServerRef<Step> server = await context.StartServerAsync(() => new SteppingServer { OnDescribe = _ => "formatted" }, options);
            pids = (server.Pid, context.Self);
            server.Pid.Send(new Uri("about:blank"));
            Assert.Equal(reason, (await server.TryCallAsync(new Step.Ask((self, _) => self.Context.Exit(reason)))).Failure?.Reason);
        });
        simulation.RunUntilIdle();
        return ([.. log.Lines], pids.Server, pids.Client);
    }
}
