using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>A thousand tasks in a circle that hand a token on; an operation is a hop.</summary>
internal sealed class ChannelRing(int size) : TwinWorkload("ring", "channel")
{
    internal override async Task RunAsync(int operations)
    {
        Channel<Play.Token>[] channels = [.. Enumerable.Range(0, size).Select(static _ =>
            Channel.CreateUnbounded<Play.Token>(new UnboundedChannelOptions { SingleReader = true }))];
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        for (int i = 0; i < size; i++)
        {
            _ = HandOnAsync(channels[i].Reader, channels[(i + 1) % size].Writer, done);
        }

        channels[0].Writer.TryWrite(new Play.Token(operations));
        await done.Task;
        foreach (Channel<Play.Token> channel in channels)
        {
            channel.Writer.Complete();
        }
    }

    private static async Task HandOnAsync(ChannelReader<Play.Token> reader, ChannelWriter<Play.Token> next, TaskCompletionSource done)
    {
        await foreach (Play.Token token in reader.ReadAllAsync())
        {
            if (token.Hops == 0)
            {
                done.SetResult();
            }
            else
            {
                next.TryWrite(new Play.Token(token.Hops - 1));
            }
        }
    }
}
