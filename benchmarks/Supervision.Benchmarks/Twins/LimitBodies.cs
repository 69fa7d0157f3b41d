using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>Two async methods at the limit that await what the other sends; an operation is a round trip.</summary>
internal sealed class LimitBodies() : TwinWorkload("ping-pong-bodies", "limit")
{
    internal override Task RunAsync(int operations)
    {
        Signalled done = new(1);
        LimitBody first = LimitBody.Spawn(self => PingAsync(self, operations, done));
        LimitBody second = LimitBody.Spawn(self => PongAsync(self, first));
        first.Tell(second);
        return done.Task;
    }

    private static async Task PingAsync(LimitBody self, int rounds, Signalled done)
    {
        LimitBody second = (LimitBody)await self.ReceiveAsync();
        for (int i = 0; i < rounds; i++)
        {
            second.Tell(Play.TheBall);
            await self.ReceiveAsync();
        }

        done.Signal();
    }

    private static async Task PongAsync(LimitBody self, LimitBody first)
    {
        while (true)
        {
            first.Tell(await self.ReceiveAsync());
        }
    }
}
