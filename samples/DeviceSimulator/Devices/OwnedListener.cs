using System.Net.Sockets;

namespace DeviceSimulator;

/// <summary>A listener and all connections that it has taken, for somebody to own. A process that is killed just when a connection comes in has no
/// time to close it, and nor has one that never ran: whatever happens, nothing is open when this is disposed.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
internal sealed class OwnedListener(TcpListener listener) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<TcpClient> _open = [];
    private bool _isDisposed;

    /// <summary>Waits for the next connection.</summary>
    public async Task<TcpClient> AcceptAsync(CancellationToken cancellationToken)
    {
        TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
        client.NoDelay = true;
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _open.Add(client);
                return client;
            }
        }

        client.Dispose();
        throw new OperationCanceledException("The listener is closed.");
    }

    /// <summary>Closes a connection.</summary>
    public void Close(TcpClient client)
    {
        lock (_lock)
        {
            _open.Remove(client);
        }

        client.Dispose();
    }

    /// <summary>Closes everything.</summary>
    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        TcpClient[] open;
        lock (_lock)
        {
            _isDisposed = true;
            open = [.. _open];
            _open.Clear();
        }

        foreach (TcpClient client in open)
        {
            client.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
