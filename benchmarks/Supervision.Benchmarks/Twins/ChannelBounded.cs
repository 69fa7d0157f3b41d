using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>A task that waits for room in a bounded channel which another reads.</summary>
internal sealed class ChannelBounded(int capacity) : TwinWorkload("bounded", "channel")
{
    internal override Task RunAsync(int operations)
    {
        Channel<object> channel = Channel.CreateBounded<object>(new BoundedChannelOptions(capacity) { SingleReader = true });
        Task reader = Task.Run(async () =>
        {
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out _))
                {
                }
            }
        });
        return Task.WhenAll(reader, Task.Run(async () =>
        {
            for (int i = 0; i < operations; i++)
            {
                await channel.Writer.WriteAsync(Play.TheBall);
            }

            channel.Writer.Complete();
        }));
    }
}
