namespace DeviceSimulator;

/// <summary>One device: what it knows, and to its right whoever listens for it.</summary>
internal static class DeviceTree
{
    public const string Listener = "listener";

    /// <summary>The name of the device itself.</summary>
    public static string NameOf(int number) => Invariant($"device-{number}");

    /// <summary>The name of its supervisor, which is asked to stop the listener and to start it again.</summary>
    public static string SupervisorOf(int number) => Invariant($"supervisor-{number}");

    /// <summary>One for one: a device that dies forgets its reading, and its connections live on.</summary>
    public static SupervisorSpec Build(int number, DevicePort port, DeviceMode begin) => Supervisor.OneForOne(NameOf(number), device => device
        .Named(SupervisorOf(number))
        .Server("device", () => new DeviceServer(number, begin), new ServerOptions { Name = NameOf(number) })
        .Child(LineServer.Child(Listener, port, (connection, lines, line) => AnswerAsync(connection, number, lines, line))));

    private static async Task<bool> AnswerAsync(ProcessContext connection, int number, LineStream lines, string line)
    {
        if (!DeviceRequest.TryParse(line, out DeviceRequest request))
        {
            await lines.WriteAsync("ERROR expected READ and the number of the last safe reading", connection.CancellationToken);
            return false;
        }

        CallResult<string?> answer = await ServerRef<DeviceMessage>.ForName(connection.Runtime, NameOf(number))
            .TryCallAsync(new DeviceMessage.Read(request), cancellationToken: connection.CancellationToken);
        if (answer is { IsReply: true, Reply: { } text })
        {
            await lines.WriteAsync(text, connection.CancellationToken);
        }

        // A silent device keeps the connection; one that is just being started again has lost it.
        return answer.IsReply;
    }
}
