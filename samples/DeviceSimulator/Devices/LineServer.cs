using System.Net.Sockets;

namespace DeviceSimulator;

/// <summary>A listener, and a process for each connection. The connections are linked to it: they go when it goes.</summary>
internal static class LineServer
{
    /// <summary>Listens from its start to its end.</summary>
    /// <param name="id">The id of the child.</param>
    /// <param name="port">Where.</param>
    /// <param name="serve">Serves one line after the other; false closes the connection.</param>
    public static ChildSpec Child(string id, DevicePort port, Func<ProcessContext, LineStream, string, Task<bool>> serve) => new(id, start =>
    {
        var owned = new OwnedListener(port.Listen());
        start.Own(owned);
        return start.StartProcessAsync(context => AcceptAsync(context, owned, serve));
    });

    private static async Task AcceptAsync(ProcessContext context, OwnedListener owned, Func<ProcessContext, LineStream, string, Task<bool>> serve)
    {
        while (true)
        {
            TcpClient client = await owned.AcceptAsync(context.CancellationToken);
            context.SpawnLink(connection => ServeAsync(connection, owned, client, serve));
        }
    }

    private static async Task ServeAsync(
        ProcessContext context, OwnedListener owned, TcpClient client, Func<ProcessContext, LineStream, string, Task<bool>> serve)
    {
        try
        {
            var lines = new LineStream(client.GetStream());
            while (await lines.ReadAsync(context.CancellationToken) is { } line && await serve(context, lines, line))
            {
                // The next one.
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever is on the other side has gone, or says nothing that could be understood: that is no trouble of the listener.
        }
        finally
        {
            owned.Close(client);
        }
    }
}
