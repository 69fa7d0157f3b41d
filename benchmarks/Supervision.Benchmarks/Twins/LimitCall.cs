using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>Calls of a process at the limit, from a task or from a body; a deadline is stamped, and nobody sweeps.</summary>
internal sealed class LimitCall(string operation, bool inside, bool limited) : TwinWorkload(operation, "limit")
{
    private readonly Server _server = new();

    internal override async Task RunAsync(int operations)
    {
        if (!inside)
        {
            await Task.Run(() => CallAsync(operations));
            return;
        }

        Signalled done = new(1);
        LimitBody.Spawn(async self =>
        {
            await self.ReceiveAsync();
            await CallAsync(operations);
            done.Signal();
        }).Tell(Play.TheBall);
        await done.Task;
    }

    private async Task CallAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            LimitReply reply = LimitReply.Rent(Play.TheAsk, limited ? Environment.TickCount64 + 5_000 : 0);
            ValueTask<object> answer = reply.Task;
            _server.Tell(reply);
            await answer;
        }
    }

    private sealed class Server : LimitProcess
    {
        protected override void Handle(object message)
        {
            LimitReply reply = (LimitReply)message;
            reply.Complete(reply.Request);
        }
    }
}
