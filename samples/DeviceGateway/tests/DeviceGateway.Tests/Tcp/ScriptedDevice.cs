using System.Net;
using System.Net.Sockets;
using DeviceProtocol;

namespace DeviceGateway.Tests;

/// <summary>A device on a free port of loopback that answers each line as it is told.</summary>
internal sealed class ScriptedDevice : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">The bytes for a line, with their line ends; null hangs up.</param>
    public ScriptedDevice(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public DeviceConfiguration Configuration =>
        new("device-1", "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, TimeSpan.FromSeconds(1), "all");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
            var lines = new LineStream(client.GetStream());
            while (await lines.ReadAsync(_end.Token) is { } line && _answer(line) is { } answer)
            {
                await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer), _end.Token);
            }
        }
    }
}
