using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>Tasks that wait for their channel.</summary>
internal sealed class ChannelSpawn() : TwinWorkload("spawn", "channel")
{
    private readonly List<Channel<object>> _channels = [];

    internal override bool Retains => true;

    internal override Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            Channel<object> channel = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
            _channels.Add(channel);
            _ = ReadAsync(channel);
        }

        return Task.CompletedTask;
    }

    internal override Task CleanUpAsync()
    {
        foreach (Channel<object> channel in _channels)
        {
            channel.Writer.Complete();
        }

        _channels.Clear();
        return Task.CompletedTask;
    }

    private static async Task ReadAsync(Channel<object> channel)
    {
        while (await channel.Reader.WaitToReadAsync())
        {
            while (channel.Reader.TryRead(out _))
            {
            }
        }
    }
}
