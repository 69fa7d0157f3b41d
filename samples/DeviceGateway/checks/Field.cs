using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DeviceProtocol;

namespace DeviceGateway.Checks;

/// <summary>The simulator, as a program of its own, and a connection to the port of its commands.</summary>
internal sealed class Field : IAsyncDisposable
{
    private const string Name = "DeviceSimulator";
    private const int Attempts = 10;
    private readonly CheckedProgram _program;
    private readonly TcpClient _client = new();
    private LineStream? _lines;

    private Field(CheckedProgram program, int port)
    {
        _program = program;
        FirstPort = port + 1;
    }

    /// <summary>The port of device 1; the others follow.</summary>
    public int FirstPort { get; }

    /// <summary>A block of ports that nobody listens on.</summary>
    public static int FreePorts(int devices)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // Below what Linux hands out for outgoing connections, and above what other programs like.
            int port = 10_000 + ((Environment.ProcessId + (attempt * 7)) % 80 * 250);
            if (Enumerable.Range(port, devices + 1).All(IsFree))
            {
                return port;
            }
        }

        throw new InvalidOperationException(Invariant($"There are no {devices + 1} free ports in a row."));
    }

    /// <summary>Starts it on these ports.</summary>
    public static async Task<Field> StartAsync(int port, int devices, string bonkers)
    {
        CheckedProgram program = await CheckedProgram.StartAsync(
            Name, "--devices", Invariant($"{devices}"), "--port", Invariant($"{port}"), "--bonkers", bonkers);
        var field = new Field(program, port);
        await field._client.ConnectAsync(IPAddress.Loopback, port);
        field._lines = new LineStream(field._client.GetStream());
        return field;
    }

    /// <summary>Has a command executed, such as <c>cut 3-9</c>.</summary>
    /// <returns>Completes with what was answered before <c>ok</c>.</returns>
    public async Task<IReadOnlyList<string>> CommandAsync(string command)
    {
        LineStream lines = _lines ?? throw new InvalidOperationException("The simulator is not connected.");
        await lines.WriteAsync(command, CancellationToken.None);
        List<string> said = [];
        while (await lines.ReadAsync(CancellationToken.None) is { } line)
        {
            if (line == "ok")
            {
                return said;
            }

            if (line.StartsWith("no:", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"'{command}': {line}");
            }

            said.Add(line);
        }

        throw new IOException("The simulator has hung up.");
    }

    /// <summary>The number of the last reading of each device that it was told is safe. Such a reading must never be lost.</summary>
    public async Task<IReadOnlyDictionary<int, long>> SafeAsync()
    {
        var safe = new Dictionary<int, long>();
        foreach (string line in await CommandAsync("list all"))
        {
            string[] words = line.Split(' ');
            safe.Add(int.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[^1], CultureInfo.InvariantCulture));
        }

        return safe;
    }

    /// <summary>Ends it with SIGTERM.</summary>
    public Task<int> TerminateAsync() => _program.TerminateAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _program.DisposeAsync();
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
