using System.Threading.Channels;

namespace Supervision.Bridges;

/// <summary>Waits of a process for a channel. They end when the process must end; the channel is not told, since it would go on elsewhere with that.</summary>
internal static class ChannelWait
{
    /// <summary>Waits until there may be something to read; false when there will be nothing more.</summary>
    internal static Task<bool> ToReadAsync<T>(ProcessContext process, ChannelReader<T> reader) =>
        InProcessAsync(reader.WaitToReadAsync(CancellationToken.None)).WaitAsync(process.CancellationToken);

    /// <summary>Waits until there may be room.</summary>
    internal static Task<bool> ToWriteAsync<T>(ProcessContext process, ChannelWriter<T> writer) =>
        InProcessAsync(writer.WaitToWriteAsync(CancellationToken.None)).WaitAsync(process.CancellationToken);

    /// <summary>Goes on in the process that awaits here, before anybody else knows.</summary>
    private static async Task<bool> InProcessAsync(ValueTask<bool> wait) => await wait.ConfigureAwait(true);
}
