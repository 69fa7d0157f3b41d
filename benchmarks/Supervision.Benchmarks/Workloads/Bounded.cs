namespace Supervision.Benchmarks.Workloads;

/// <summary>One that sends to a server with a bounded mailbox and waits for room; an operation is a message sent and handled.</summary>
internal sealed class Bounded : ProcessWorkload
{
    internal const int Capacity = 1_000;

    private ServerRef<Play> _server;

    internal override string Operation => "bounded";

    internal override async Task SetUpAsync() => _server = await Runtime.StartServerAsync(
        static () => new Player(), new ServerOptions { Mailbox = new MailboxOptions(Capacity) });

    internal override async Task RunAsync(int operations)
    {
        Signalled done = new(1);
        await _server.CastAsync(new Play.Expect(operations, done.Signal));
        await Task.Run(async () =>
        {
            for (int i = 0; i < operations; i++)
            {
                await _server.CastAsync(Play.TheBall);
            }
        });
        await done.Task;
    }
}
