using System.Globalization;
using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>The twin of <see cref="Workloads.PingPong"/>: tasks that read a channel each.</summary>
internal sealed class ChannelPingPong(int pairs, bool bodies = false) : Workload
{
    internal override string Operation => bodies ? "ping-pong of bodies" : pairs == 1 ? "ping-pong" : string.Create(CultureInfo.InvariantCulture, $"ping-pong, {pairs} pairs");

    internal override string Means => "channels";

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
