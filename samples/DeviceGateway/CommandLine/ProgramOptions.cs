namespace DeviceGateway;

/// <summary>What the command line says. The defaults are the ones that <c>--help</c> prints.</summary>
internal sealed record ProgramOptions
{
    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; } = 5090;

    /// <summary>Devices across a network, which are added to the configuration; null for none.</summary>
    public DeviceRange? Devices { get; init; }

    /// <summary>The database; null for the one within the program.</summary>
    public IDatabase? Sql { get; init; }

    /// <summary>The broker; null for the one within the program.</summary>
    public Uri? Amqp { get; init; }

    /// <summary>The disk of this machine; null for a directory that is gone when the program is.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether it refuses to start with a configuration that the database has not confirmed.</summary>
    public bool RefusesStale { get; init; }

    /// <summary>Whether the network to the database and the broker within the program is down at the start.</summary>
    public bool IsOffline { get; init; }

    /// <summary>A question about the tree, which is answered in place of running; empty for none.</summary>
    public IReadOnlyList<string> Question { get; init; } = [];
}
