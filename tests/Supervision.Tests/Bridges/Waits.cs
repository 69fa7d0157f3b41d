using System.Threading.Channels;

namespace Supervision.Tests.Bridges;

/// <summary>What a process may do with a channel and stay in the simulation: the framework ends a wait with a token elsewhere, and reads all without the
/// caller's context.</summary>
internal static class Waits
{
    internal static async Task PutAsync<T>(this ProcessContext process, ChannelWriter<T> writer, T item)
    {
        while (!writer.TryWrite(item))
        {
            await HereAsync(writer.WaitToWriteAsync(CancellationToken.None)).WaitAsync(process.CancellationToken);
        }
    }

    internal static Task<bool> HasMoreAsync<T>(this ProcessContext process, ChannelReader<T> reader) =>
        HereAsync(reader.WaitToReadAsync(CancellationToken.None)).WaitAsync(process.CancellationToken);

    private static async Task<bool> HereAsync(ValueTask<bool> wait) => await wait;
}
