using System.Net.Sockets;
using System.Text;
using DeviceProtocol;

namespace DeviceGateway;

/// <summary>A connection to one device. It waits as long as it is told to: the time limit is the caller's, in the time of its runtime.</summary>
internal sealed class TcpDevice(string id, TcpClient client) : IDeviceConnection
{
    private const int Shown = 12;
    private readonly LineStream _lines = new(client.GetStream());

    /// <inheritdoc/>
    public async Task<Reading> PollAsync(long after, CancellationToken cancellationToken)
    {
        string line = await AskAsync(new DeviceRequest(after).Format(), cancellationToken) ?? throw new IOException("the device has hung up");
        if (!DeviceAnswer.TryParse(line, out DeviceAnswer answer))
        {
            throw new DeviceGarbageException($"'{Show(line)}' is no answer");
        }

        return answer.Sequence > after
            ? new Reading(id, answer.Sequence, answer.Value, answer.At)
            : throw new DeviceGarbageException(Invariant($"reading {answer.Sequence} is no answer to READ {after}"));
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> AskAsync(string request, CancellationToken cancellationToken)
    {
        try
        {
            await _lines.WriteAsync(request, cancellationToken);
            return await _lines.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException endless)
        {
            throw new DeviceGarbageException(endless.Message);
        }
    }

    /// <summary>The begin of it, without what a terminal would obey.</summary>
    private static string Show(string line)
    {
        var shown = new StringBuilder();
        foreach (char letter in line.Take(Shown))
        {
            shown.Append(letter is >= ' ' and <= '~' ? letter : '?');
        }

        return shown.Append(line.Length > Shown ? "..." : "").ToString();
    }
}
