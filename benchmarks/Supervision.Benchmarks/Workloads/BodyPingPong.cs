namespace Supervision.Benchmarks.Workloads;

/// <summary>Two bodies that await what the other sends; an operation is a round trip.</summary>
internal sealed class BodyPingPong : ProcessWorkload
{
    internal override string Operation => "ping-pong-bodies";

    internal override async Task RunAsync(int operations)
    {
        object ball = new();
        Pid second = Runtime.Spawn(async context =>
        {
            Pid first = await context.ReceiveAsync<Pid>();
            for (int i = 0; i < operations; i++)
            {
                await context.ReceiveAsync<object>();
                first.Send(ball);
            }
        });
        Pid first = Runtime.Spawn(async context =>
        {
            second.Send(context.Self);
            for (int i = 0; i < operations; i++)
            {
                second.Send(ball);
                await context.ReceiveAsync<object>();
            }
        });
        await first.WaitForExitAsync();
    }
}
