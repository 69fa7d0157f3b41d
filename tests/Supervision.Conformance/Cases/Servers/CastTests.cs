namespace Supervision.Conformance.Cases.Servers;

/// <summary>Messages that nobody waits for.</summary>
public sealed class CastTests
{
    [Fact]
    [OtpCase("G-21", "gen_server_SUITE", "cast")]
    public void Cast_HandledDelayedAndStopping_TellsTheObserver() =>
        Orders.Explore(context => HandlesAllAsync(context, static (server, message) => server.Cast(message)));

    /// <remarks>A plain message of the server's own type comes to the same callback as a cast.</remarks>
    [Fact]
    [OtpCase("G-23", "gen_server_SUITE", "info")]
    public void PlainMessage_HandledDelayedAndStopping_TellsTheObserver() =>
        Orders.Explore(context => HandlesAllAsync(context, static (server, message) => server.Pid.Send(message)));

    private static async Task HandlesAllAsync(ProcessContext context, Func<ServerRef<SuiteMessage>, SuiteMessage, SendResult> send)
    {
        ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer(context.Self));

        Assert.Equal(SendResult.Accepted, send(server, new SuiteMessage.Tell("handled")));
        await Expect.MessageAsync(context, "handled");
        send(server, new SuiteMessage.Tell("delayed", TimeSpan.FromMilliseconds(1)));
        await Expect.MessageAsync(context, "delayed");
        await Expect.MessageAsync(context, "delayed again");
        send(server, new SuiteMessage.StopQuietly());
        await Expect.MessageAsync(context, new SuiteServer.Terminated(SuiteServer.Stopped));
        await Expect.ExitAsync(context, server.Pid, SuiteServer.Stopped);
        await Expect.NothingMoreAsync(context);
    }
}
