using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>Pairs of tasks that read a channel each; an operation is a round trip.</summary>
internal sealed class ChannelPingPong(string operation, int pairs) : TwinWorkload(operation, "channel")
{
    internal override Task RunAsync(int operations) =>
        Task.WhenAll(Enumerable.Range(0, pairs).Select(_ => PlayAsync(operations / pairs)));

    private static Task PlayAsync(int rounds)
    {
        UnboundedChannelOptions options = new() { SingleReader = true };
        Channel<object> first = Channel.CreateUnbounded<object>(options);
        Channel<object> second = Channel.CreateUnbounded<object>(options);
        first.Writer.TryWrite(Play.TheBall);
        return Task.WhenAll(Task.Run(() => ThrowBackAsync(first, second, rounds)), Task.Run(() => ThrowBackAsync(second, first, rounds)));
    }

    private static async Task ThrowBackAsync(Channel<object> mine, Channel<object> other, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            object ball = await mine.Reader.ReadAsync();
            other.Writer.TryWrite(ball);
        }
    }
}
