using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>One task that reads what others write; an operation is a message.</summary>
internal sealed class ChannelOneWay(string operation, int producers) : TwinWorkload(operation, "channel")
{
    internal override async Task RunAsync(int operations)
    {
        int each = operations / producers;
        Channel<object> channel = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        Task reader = Task.Run(async () =>
        {
            int left = each * producers;
            while (left > 0 && await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out _))
                {
                    left--;
                }
            }
        });
        for (int i = 0; i < producers; i++)
        {
            _ = Task.Run(() =>
            {
                for (int n = 0; n < each; n++)
                {
                    channel.Writer.TryWrite(Play.TheBall);
                }
            });
        }

        await reader;
    }
}
