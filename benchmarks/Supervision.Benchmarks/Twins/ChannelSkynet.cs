using System.Threading.Channels;
using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>Tasks in a tree that send their sums up through channels; an operation is a task.</summary>
internal sealed class ChannelSkynet() : TwinWorkload("skynet", "channel")
{
    internal override int Operations => 111_111;

    internal override async Task RunAsync(int operations)
    {
        Channel<long> result = Channel.CreateUnbounded<long>();
        _ = Task.Run(() => GrowAsync(result.Writer, 0, Skynet.LeavesFor(operations)));
        await result.Reader.ReadAsync();
    }

    private static async Task GrowAsync(ChannelWriter<long> parent, long number, int leaves)
    {
        if (leaves == 1)
        {
            parent.TryWrite(number);
            return;
        }

        int each = leaves / Skynet.Branches;
        Channel<long> channel = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
        for (int i = 0; i < Skynet.Branches; i++)
        {
            long first = number + ((long)i * each);
            _ = Task.Run(() => GrowAsync(channel.Writer, first, each));
        }

        long sum = 0;
        for (int i = 0; i < Skynet.Branches; i++)
        {
            sum += await channel.Reader.ReadAsync();
        }

        parent.TryWrite(sum);
    }
}
