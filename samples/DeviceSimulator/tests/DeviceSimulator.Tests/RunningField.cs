using System.Net;
using System.Net.Sockets;

namespace DeviceSimulator.Tests;

/// <summary>Devices on free ports of a real runtime.</summary>
internal sealed class RunningField : IAsyncDisposable
{
    private readonly ProcessRuntime _runtime = new();
    private readonly DevicePort[] _ports;
    private readonly DevicePort _control = new(0);
    private readonly FieldOperator _field;
    private SupervisorRef _root;

    private RunningField(int devices)
    {
        _ports = [.. Enumerable.Range(1, devices).Select(_ => new DevicePort(0))];
        _field = new FieldOperator(_runtime, _ports);
    }

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public static async Task<RunningField> StartAsync(int devices, params int[] bonkers)
    {
        var field = new RunningField(devices);
        field._root = await field._runtime.StartSupervisorAsync(SimulatorTree.Build(field._ports, bonkers, field._control, field._field));
        return field;
    }

    public Task<string> CommandAsync(string line) => _field.ExecuteAsync(line);

    public Task<TreeSnapshot> TreeAsync() => TreeSnapshot.TakeAsync(_root, cancellationToken: Test);

    /// <summary>A connection to a device; 0 is the port of the commands.</summary>
    public async Task<Caller> ConnectAsync(int device)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, device == 0 ? _control.Number : _ports[device - 1].Number, Test);
            return new Caller(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    internal sealed class Caller(TcpClient client) : IDisposable
    {
        private readonly LineStream _lines = new(client.GetStream());

        public async Task<string?> AskAsync(string line)
        {
            await WriteAsync(line);
            return await ReadAsync();
        }

        public Task WriteAsync(string line) => _lines.WriteAsync(line, Test);

        public Task<string?> ReadAsync() => _lines.ReadAsync(Test);

        public void Dispose() => client.Dispose();
    }
}
