using System.Net;
using System.Net.Sockets;

namespace ItemsApi.Tests;

/// <summary>An SMTP server on loopback that takes one connection and keeps what it was sent.</summary>
internal sealed class SmtpServerStub : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SmtpServerStub() => _listener.Start();

    public SmtpHost Host => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    public async Task<IReadOnlyList<string>> TakeOneAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stub");
        var lines = new List<string>();
        bool inData = false;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
            bool starts = !inData && line == "DATA";
            bool ends = inData && line == ".";
            if (!inData || ends)
            {
                await writer.WriteLineAsync(starts ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok");
            }

            inData = starts || (inData && !ends);
            if (line == "QUIT")
            {
                break;
            }
        }

        return lines;
    }

    public void Dispose() => _listener.Dispose();
}
