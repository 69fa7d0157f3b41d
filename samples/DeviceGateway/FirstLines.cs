namespace DeviceGateway;

/// <summary>What the program prints when it runs: where it listens and what to try.</summary>
internal static class FirstLines
{
    private const int Some = 5;

    /// <summary>The text.</summary>
    public static string For(string address, ProgramOptions options, string data)
    {
        string some = Invariant($"{Math.Min(Some, options.Devices?.Count ?? Some)}");
        return $$"""
        DeviceGateway listens on {{address}}; the tree is at {{address}}/supervision
        Database: {{(options.Sql is null ? "within the program" : "PostgreSQL")}}. Queue: {{(options.Amqp is { } amqp ? $"RabbitMQ at {amqp.Host}" : "within the program")}}. Devices: {{Devices(options)}}. Disk: {{data}}

        Try:
          curl {{address}}/tree
          curl {{address}}/devices                           {{(HasBonkers(options) ? "device 17 is given up" : "who runs and who does not")}}
          curl -X POST {{address}}/kill/device:{{some}}/connection  its state machine goes on
          curl -X POST {{address}}/lose/left                 readings wait on the disk: curl {{address}}/readings
          curl -X POST {{address}}/kill/config-cache         everything to its right follows, and comes back
          curl -X POST {{address}}/config -d '{"remove":["{{some}}"]}'
          curl -X POST {{address}}/repairs/hall-1/pause
        Ctrl-C stops the tree from right to left.

        """;
    }

    /// <summary>Whether it is the field within the program, of which it is known that one is bonkers.</summary>
    private static bool HasBonkers(ProgramOptions options) => options is { Devices: null, Sql: null };

    private static string Devices(ProgramOptions options) => options.Devices is { } devices
        ? Invariant($"{devices.Count} at {devices.Host}:{devices.Port} and up")
        : options.Sql is null ? "200 within the program" : "those that the database has";
}
